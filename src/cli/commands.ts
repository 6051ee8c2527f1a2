import { command as version } from './commands/version.ts';
import type { Command } from './command.ts';

/** A line of the table of commands. */
export interface CommandEntry {
  /** What the list of commands says about it. */
  readonly synopsis: string;
  /** Works, but is not listed. */
  readonly hidden?: boolean;
  /** Loads its file; nothing of a command is loaded before it is asked for. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

const named = new Map<string, CommandEntry>([
  [
    'build',
    {
      synopsis: 'build images from a template',
      load: () => import('./commands/build.ts'),
    },
  ],
  [
    'console',
    {
      synopsis: 'try out expressions',
      load: () => import('./commands/console.ts'),
    },
  ],
  [
    'execute',
    {
      synopsis: 'internal',
      hidden: true,
      load: () => import('./commands/execute.ts'),
    },
  ],
  [
    'fix',
    {
      synopsis: 'bring a legacy JSON template up to date',
      load: () => import('./commands/fix.ts'),
    },
  ],
  [
    'fmt',
    {
      synopsis: 'bring HCL2 files into canonical style',
      load: () => import('./commands/fmt.ts'),
    },
  ],
  [
    'hcl2_upgrade',
    {
      synopsis: 'turn a legacy JSON template into an HCL2 one',
      load: () => import('./commands/hcl2_upgrade.ts'),
    },
  ],
  [
    'init',
    {
      synopsis: 'install the plugins a template requires',
      load: () => import('./commands/init.ts'),
    },
  ],
  [
    'inspect',
    {
      synopsis: 'see what a template is made of',
      load: () => import('./commands/inspect.ts'),
    },
  ],
  [
    'plugin',
    {
      synopsis: 'the same as plugins',
      hidden: true,
      load: () => import('./commands/plugins.ts'),
    },
  ],
  [
    'plugins',
    {
      synopsis: 'install, list and remove plugins',
      load: () => import('./commands/plugins.ts'),
    },
  ],
  [
    'plugins install',
    {
      synopsis: 'install a plugin',
      load: () => import('./commands/plugins-install.ts'),
    },
  ],
  [
    'plugins installed',
    {
      synopsis: 'list all installed plugins',
      load: () => import('./commands/plugins-installed.ts'),
    },
  ],
  [
    'plugins list',
    {
      synopsis: 'the same as plugins installed',
      hidden: true,
      load: () => import('./commands/plugins-installed.ts'),
    },
  ],
  [
    'plugins mirror',
    {
      synopsis: 'copy plugins into a folder to install from',
      load: () => import('./commands/plugins-mirror.ts'),
    },
  ],
  [
    'plugins remove',
    {
      synopsis: 'remove installed plugins',
      load: () => import('./commands/plugins-remove.ts'),
    },
  ],
  [
    'plugins required',
    {
      synopsis: 'list the plugins a template requires',
      load: () => import('./commands/plugins-required.ts'),
    },
  ],
  [
    'push',
    {
      synopsis: 'gone; says what to do instead',
      hidden: true,
      load: () => import('./commands/push.ts'),
    },
  ],
  [
    'validate',
    {
      synopsis: 'check that a template is valid',
      load: () => import('./commands/validate.ts'),
    },
  ],
  [
    'verify-attestation',
    {
      synopsis: 'check a signed statement about a build',
      load: () => import('./commands/verify-attestation.ts'),
    },
  ],
  [
    'version',
    {
      synopsis: 'print the version of Packer that this program follows',
      load: async () => ({ command: version }),
    },
  ],
]);

/** What follows `plugins` follows `plugin`, too. */
const aliases = [...named]
  .filter(([name]) => name.startsWith('plugins '))
  .map(([name, entry]) => [name.replace('plugins', 'plugin'), { ...entry, hidden: true }] as const);

/** Every command by its full name, such as `plugins install`. */
export const commands: ReadonlyMap<string, CommandEntry> = new Map([...named, ...aliases]);
