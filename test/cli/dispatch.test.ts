import { describe, expect, it } from 'vitest';
import { type Command, defineCommand } from '../../src/cli/command.ts';
import type { CommandEntry } from '../../src/cli/commands.ts';
import { createCliHost } from '../../src/cli/cli-host.ts';
import { dispatch } from '../../src/cli/dispatch.ts';
import { ownVersion } from '../../src/cli/version.ts';
import { Secrets } from '../../src/events/index.ts';
import { fakePlatform } from './fake-platform.ts';

const entry = (command: Command, synopsis: string, hidden = false): CommandEntry => ({
  synopsis,
  hidden,
  load: async () => ({ command }),
});

const build = defineCommand({
  usage: 'Usage: build',
  help: 'Builds.',
  flags: { n: { kind: 'integer', default: 7, shows: '=N', help: 'Count.' } },
  run: async ({ host, flags, args, usageError }) => {
    if (args.length === 0) return usageError();
    await host.say(`${flags.n} ${args.join(' ')}`);
    return 0;
  },
});
const family = defineCommand({
  usage: 'Usage: plugins',
  help: 'Family.',
  flags: 'unparsed',
  run: ({ printHelp }) => printHelp(),
});
const install = defineCommand({
  usage: 'Usage: install',
  help: '',
  flags: {},
  flagErrorPrefix: 'Failed to parse options',
  run: async () => 0,
});
const table = new Map([
  ['plugins', entry(family, 'all about plugins')],
  ['plugins install', entry(install, 'one more')],
  ['build', entry(build, 'builds')],
  ['secret', entry(build, 'hidden', true)],
]);

const run = async (
  words: readonly string[],
  options: {
    variables?: Record<string, string>;
    files?: Record<string, string>;
    machine?: boolean;
  } = {},
) => {
  const { platform, written, tree } = fakePlatform(options.variables ?? {}, options.files);
  const host = createCliHost({
    platform,
    secrets: new Secrets(),
    directories: { plugins: '', cache: '' },
    machineReadable: options.machine ?? false,
    binary: '/bin/tspacker',
    logsTexts: false,
    onSignal: () => {},
    beginRun: () => {},
    leave: () => {},
  });
  const exitCode = await dispatch(words, host, table);
  return { exitCode, ...written, tree };
};

const buildHelp = 'Usage: build\n\nBuilds.\n\nOptions:\n\n  -n=N  Count.\n';
const rootHelp = `Usage: tspacker [--version] [--help] <command> [<args>]\n\ntspacker ${ownVersion}, a drop-in replacement for Packer\n\nAvailable commands are:\n    build      builds\n    plugins    all about plugins\n\n`;
const pluginsHelp = 'Usage: plugins\n\nFamily.\n\nSubcommands:\n    install    one more\n';

describe('dispatch', () => {
  it.each<[string[], number, string]>([
    [['build', '-n=3', 'a', 'b'], 0, '3 a b\n'],
    [['build'], 1, `${buildHelp}\n`],
    [['build', '-x'], 1, `${buildHelp}\nflag provided but not defined: -x\n`],
    [['build', '-h'], 0, buildHelp],
    [
      ['-x', 'build'],
      1,
      `Invalid flags before the subcommand. If these flags are for\nthe subcommand, please put them after the subcommand.\n\n${buildHelp}`,
    ],
    [[], 127, rootHelp],
    [['-h'], 0, rootHelp],
    [['plugins'], 1, pluginsHelp],
    [['plugins', 'nobody'], 1, pluginsHelp],
    [['plugins', '-h'], 0, pluginsHelp],
    [
      ['plugins', 'install', '-x'],
      1,
      'Usage: install\n\nflag provided but not defined: -x\nFailed to parse options: flag provided but not defined: -x\n',
    ],
  ])('%j', async (words, exitCode, output) => {
    expect(await run(words)).toMatchObject({ exitCode, output });
  });

  it('speaks to machines as well', async () => {
    const { output } = await run(['build', 'a,b'], { machine: true });
    expect(output).toBe('0,,ui,say,7 a%!(PACKER_COMMA)b\n');
  });
});

describe('completion', () => {
  it.each<[string, string]>([
    ['packer ', 'build\nplugins\nsecret\n'],
    ['packer b', 'build\n'],
    ['packer plugins i', 'install\n'],
    ['packer build -', '-n\n'],
    ['packer -', '-autocomplete-install\n-autocomplete-uninstall\n-help\n-version\n'],
    ['packer nobody x', ''],
  ])('%j', async (line, output) => {
    expect(await run([], { variables: { COMP_LINE: line } })).toMatchObject({
      exitCode: 0,
      output,
    });
  });

  it('is put into the first start-up file of bash and into that of zsh, once', async () => {
    const files = { '/home/me/.profile': 'x\n', '/home/me/.bashrc': 'y\n', '/home/me/.zshrc': '' };
    const first = await run(['-autocomplete-install'], { files });
    expect(first).toMatchObject({ exitCode: 0, errors: '' });
    expect(Object.fromEntries(first.tree)).toMatchObject({
      '/home/me/.profile': 'x\n',
      '/home/me/.bashrc': 'y\n\ncomplete -C /bin/tspacker tspacker\n',
      '/home/me/.zshrc':
        '\nautoload -U +X bashcompinit && bashcompinit\n\ncomplete -o nospace -C /bin/tspacker tspacker\n',
    });
    const again = await run(['-autocomplete-install'], { files: Object.fromEntries(first.tree) });
    expect(again).toMatchObject({
      exitCode: 1,
      errors:
        ' Error executing CLI: already installed in /home/me/.bashrc; already installed in /home/me/.zshrc\n',
    });
    const gone = await run(['-autocomplete-uninstall'], { files: Object.fromEntries(first.tree) });
    expect(gone.tree.get('/home/me/.bashrc')).toBe('y\n');
  });

  it('needs a shell, and one wish at a time', async () => {
    expect(await run(['-autocomplete-install'])).toMatchObject({
      exitCode: 1,
      errors: ' Error executing CLI: Did not find any shells to install\n',
    });
    expect(await run(['-autocomplete-install', '-autocomplete-uninstall'])).toMatchObject({
      exitCode: 1,
      errors:
        ' Error executing CLI: Either the autocomplete install or uninstall flag may be specified, but not both.\n',
    });
  });
});
