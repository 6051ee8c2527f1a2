import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { joinedStreams } from '../../src/base/index.ts';
import { builtins } from '../../src/builtin/index.ts';
import type {
  Artifact,
  ComponentKind,
  ComponentKinds,
  ComponentLookup,
} from '../../src/components/index.ts';
import {
  type GoRpcOptions,
  loadGoRpc,
  loadJsonRpc,
  type WireProtocol,
} from '../../src/wire/index.ts';
import {
  dataMap,
  errorOf,
  fakeUi,
  fileArtifact,
  type Loose,
  place,
  raw,
  settings,
} from '../builtin/support/harness.ts';
import { memoryMachine } from '../builtin/support/memory-communicator.ts';

const here = place();
type Options = { readonly [name: string]: Loose };
type Open = <K extends ComponentKind>(
  lookup: ComponentLookup,
  kind: K,
  name: string,
  work: (component: ComponentKinds[K]) => Promise<unknown>,
) => Promise<unknown>;

const inProcess: Open = async (lookup, kind, name, work) => {
  const component = await lookup.find(kind, name);
  if (component === undefined) throw new Error(`no ${kind} ${name}`);
  return work(component);
};

const over =
  (load: (serves: GoRpcOptions['serves']) => Promise<WireProtocol>): Open =>
  async (lookup, kind, name, work) => {
    const protocol = await load({ kind, name });
    const [host, plugin] = joinedStreams();
    const served = protocol.serve(plugin, lookup);
    try {
      await using remote = protocol.connect(host);
      return await work(await remote.open(kind, name));
    } finally {
      await served;
    }
  };

const timers: GoRpcOptions['timers'] = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

const ways: readonly (readonly [string, Open])[] = [
  ['in process', inProcess],
  ['over JSON-RPC', over(loadJsonRpc)],
  [
    'over the Go wire with gob',
    over((serves) => loadGoRpc({ encoding: 'gob', timers, ...(serves && { serves }) })),
  ],
  [
    'over the Go wire with protobuf',
    over((serves) => loadGoRpc({ encoding: 'protobuf', timers, ...(serves && { serves }) })),
  ],
];

async function facts(artifact: Artifact | undefined) {
  if (artifact === undefined) return undefined;
  const state = await artifact.state('generated_data');
  const generated = state instanceof Map ? new Map(state) : state;
  return [
    await artifact.builderId(),
    await artifact.id(),
    await artifact.text(),
    await artifact.files(),
    generated,
  ];
}

/** Everything that differs from run to run, taken out. */
const plain = (lines: readonly string[]): string[] =>
  lines.map((line) =>
    line
      .replaceAll(here.folder, '<folder>')
      .replace(/packer-shell\d+/g, 'packer-shell<N>')
      .replace(/script_\d+/g, 'script_<N>'),
  );

describe.each(ways)('built-ins %s', (_, open) => {
  const { signal } = new AbortController();

  async function build(name: string, options: Options, failing = false) {
    return open(builtins(here.world), 'builder', name, async (component) => {
      const { error, warnings } = await component.prepare(raw(options), settings);
      if (error !== undefined) return { error };
      const ui = fakeUi();
      const hooked: unknown[] = [];
      const work = component.run({ ui, signal }, async (hook, context, communicator, data) => {
        await context.ui.say(`hook ${hook}`);
        const running = await communicator?.start({ command: 'x' }, { signal: context.signal });
        hooked.push(await running?.exited, data.get('ID'), data.get('PackerHTTPIP'));
        if (failing && hook === 'packer_provision') throw new Error('script failed');
      });
      const failure = await errorOf(work);
      return {
        warnings,
        failure,
        lines: plain(ui.lines),
        hooked,
        artifact: failure === undefined ? await facts(await work) : undefined,
      };
    });
  }

  it('null builds', async () => {
    const text = 'Did not export anything. This is the null builder';
    const missing = 'ERR_HTTP_IP_NOT_IMPLEMENTED_BY_BUILDER';
    expect(await build('null', { communicator: 'none' })).toEqual({
      warnings: [],
      failure: undefined,
      lines: ['say: hook packer_provision'],
      hooked: [0, 'Null', missing],
      artifact: ['fnoeding.null', 'Null', text, [], new Map([['ID', 'Null']])],
    });
    expect(await build('null', { communicator: 'none' }, true)).toEqual({
      warnings: [],
      failure: 'script failed',
      lines: [
        'say: hook packer_provision',
        'say: Provisioning step had errors: Running the cleanup provisioner, if present...',
        'say: hook packer_cleanup_provision',
      ],
      hooked: [0, 'Null', missing, 0, 'Null', missing],
      artifact: undefined,
    });
    expect(await build('null', { communicator: 'telnet', ssh_timeout: 'x' })).toEqual({
      error: `1 error(s) decoding:\n\n* error decoding 'ssh_timeout': time: invalid duration "x"`,
    });
  });

  it('file builds', async () => {
    const target = here.path('out.txt');
    expect(await build('file', { target })).toEqual({
      warnings: ['Both source file and contents are blank; target will have no content'],
      failure: undefined,
      lines: ['say: hook packer_provision'],
      hooked: [0, undefined, undefined],
      artifact: ['packer.file', 'File', `Stored file: ${target}`, [target], undefined],
    });
  });

  async function provision(name: string, options: Options) {
    const machine = memoryMachine((command) =>
      command.startsWith('chmod +x') ? { stdout: 'one\n', stderr: 'two\n', status: 3 } : {},
    );
    const ui = fakeUi();
    const failure = await open(builtins(here.world), 'provisioner', name, async (component) => {
      const { error } = await component.prepare(raw(options), settings);
      if (error !== undefined) return error;
      return errorOf(
        component.provision({ ui, signal }, machine, dataMap({ ID: 'i-1', Port: 22 })),
      );
    });
    return { failure, lines: plain(ui.lines).sort(), log: plain(machine.log) };
  }

  it('provision', async () => {
    writeFileSync(here.path('in.txt'), 'abc');
    const remote = "PACKER_BUILDER_TYPE='null' PACKER_BUILD_NAME='x'  /tmp/script_<N>.sh";
    expect(await provision('shell', { inline: ['x'] })).toEqual({
      failure: 'Script exited with non-zero exit status: 3. Allowed exit codes are: [0]',
      lines: [
        'error: two',
        'say: Provisioning with shell script: <folder>/packer-shell<N>',
        'say: one',
      ],
      log: [
        'upload /tmp/script_<N>.sh',
        'run chmod 0755 /tmp/script_<N>.sh',
        `run chmod +x /tmp/script_<N>.sh; ${remote}`,
      ],
    });
    expect(
      await provision('shell-local', { inline: ['echo $A'], environment_vars: 'A=b' }),
    ).toEqual({
      failure: undefined,
      lines: ['say: Running local shell script: <folder>/packer-shell<N>', 'say: b'],
      log: [],
    });
    expect(await provision('file', { source: here.path('in.txt'), destination: '/r/' })).toEqual({
      failure: undefined,
      lines: ['say: Uploading <folder>/in.txt => /r/'],
      log: ['upload /r/in.txt [in.txt 3 644]'],
    });
    expect(await provision('sleep', { duration: 5 })).toEqual({
      failure: undefined,
      lines: [],
      log: [],
    });
  });

  async function process(name: string, options: Options) {
    return open(builtins(here.world), 'post-processor', name, async (component) => {
      const { error } = await component.prepare(raw(options), settings);
      if (error !== undefined) return { error };
      const ui = fakeUi();
      const input = fileArtifact([here.path('in.txt')], dataMap({ ID: 'i-1' }));
      const { artifact, keepInput } = await component.process({ ui, signal }, input);
      return { lines: plain(ui.lines), keepInput, files: plain((await artifact?.files()) ?? []) };
    });
  }

  it('process', async () => {
    writeFileSync(here.path('in.txt'), 'abc');
    expect(await process('checksum', { output: here.path('{{.ChecksumType}}') })).toEqual({
      lines: [],
      keepInput: 'always',
      files: ['<folder>/in.txt', '<folder>/md5'],
    });
    expect(await process('compress', { output: here.path('o.tar') })).toEqual({
      lines: [
        'say: Tarring <folder>/o.tar with no compression',
        'say: Archive <folder>/o.tar completed',
      ],
      keepInput: 'discard',
      files: ['<folder>/o.tar'],
    });
    expect(await process('artifice', { files: [here.path('*.txt')] })).toEqual({
      lines: [
        'say: Discarding files from artifact: <folder>/in.txt',
        'say: Using these artifact files: <folder>/in.txt',
      ],
      keepInput: 'unless-told-otherwise',
      files: ['<folder>/in.txt'],
    });
    expect(await process('manifest', { output: here.path('m.json'), strip_time: true })).toEqual({
      lines: [],
      keepInput: 'always',
      files: ['<folder>/in.txt'],
    });
    expect(JSON.parse(readFileSync(here.path('m.json'), 'utf8')).builds).toHaveLength(1);
    expect(await process('provenance', { output_dir: here.path('p') })).toEqual({
      lines: ['say: Wrote attestation to <folder>/p/x.in.txt.provenance.json'],
      keepInput: 'always',
      files: ['<folder>/in.txt'],
    });
    expect(await process('provenance', { provenance: 'false' })).toEqual({
      lines: [],
      keepInput: 'always',
      files: ['<folder>/in.txt'],
    });
    expect(await process('manifest', { filename: 'x' })).toEqual({
      error: expect.stringMatching(
        /^1 error occurred:\n\t\* Deprecated configuration key: 'filename'/,
      ),
    });
  });
});
