import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Artifact, DataMap, ProvisionHook } from '../../../src/components/index.ts';
import type { PluginConnection, PluginHost } from '../../../src/pluginhost/index.ts';
import {
  bool,
  integer,
  list,
  listOf,
  map,
  number,
  object,
  string,
  stringType,
} from '../../../src/values/index.ts';
import { hasGo, sdkReleases, testPlugin } from './go-build.ts';
import { scriptedCommunicator } from '../../rig/scripted-communicator.ts';
import { decoded, freshFolder, host, recordingUi, settings } from './rig.ts';

const defaultName = '-packer-default-plugin-name-';
const never = new AbortController().signal;

describe.skipIf(!hasGo)('a Go plugin (skipped where Go is absent)', () => {
  describe.each(sdkReleases)('on SDK %s', (sdk) => {
    let plugins: PluginHost;
    let plugin: PluginConnection;

    beforeAll(async () => {
      const binary = testPlugin(sdk);
      plugins = host();
      plugin = plugins.connect(binary, await plugins.describe(binary));
    });
    afterAll(() => plugins[Symbol.asyncDispose]());

    it('describes itself', async () => {
      const description = await plugins.describe(testPlugin(sdk));
      expect(description).toMatchObject({
        version: '1.2.3',
        apiVersion: 'x5.0',
        wire: 'gorpc',
        components: {
          builder: [defaultName, 'flow', 'raw', 'steps'],
          provisioner: ['copy', 'flow', 'raw', 'run'],
          'post-processor': ['flow', 'note', 'raw'],
          datasource: ['echo', 'kinds'],
        },
      });
    });

    it('reads data', async () => {
      const echo = await plugin.open('datasource', 'echo');
      const tags = map(stringType, [['a', string('1')]]);
      const config = decoded(await echo.schema(), {
        text: string('grüße'),
        number: integer(42),
        tags,
      });
      expect(await echo.prepare(config, settings)).toEqual({
        warnings: [],
        generatedVariables: [],
      });
      const value = await echo.read({ signal: never, ui: recordingUi() });
      expect(value).toEqual(
        object([
          ['names', list(stringType, [string('a'), string('b')])],
          ['none', (value.content as ReadonlyMap<string, never>).get('none')!],
          // Gob tells the precision of a number, MessagePack does not.
          ['number', sdk === '0.6' ? number(42) : integer(42)],
          ['tags', tags],
          ['text', string('grüße')],
        ]),
      );
      expect((await echo.outputSchema()).fields.get('names')).toMatchObject({
        type: listOf(stringType),
      });
    });

    it('has specifications of every kind, in gob if need be', async () => {
      const kinds = await plugin.open('datasource', 'kinds');
      const { fields } = await kinds.schema();
      expect([...fields].map(([name, field]) => `${name}: ${field.kind}`)).toEqual([
        'attrs: block-attributes',
        'block: block',
        'blocks: block-list',
        'by_label: block-map',
        'either: default',
        'nested: attribute',
        'objects: block-object',
        'pair: tuple',
        'set: block-set',
      ]);
      expect(fields.get('blocks')).toMatchObject({ minItems: 1, maxItems: 300 });
      const value = await kinds.read({ signal: never, ui: recordingUi() });
      expect(value.type).toMatchObject({ kind: 'object' });
    });

    it('says what is wrong with a configuration', async () => {
      const builder = await plugin.open('builder', defaultName);
      const config = decoded(await builder.schema(), { trouble: string('prepare:fail') });
      expect(await builder.prepare(config, settings)).toEqual({
        warnings: ['no greeting was given'],
        generatedVariables: ['Color'],
        error: 'failed at prepare',
      });
    });

    it('builds, provisions and post-processes, all calls back served here', async () => {
      const folder = freshFolder();
      const ui = recordingUi();
      const builder = await plugin.open('builder', defaultName);
      const run = await plugin.open('provisioner', 'run');
      const config = decoded(await builder.schema(), {
        folder: string(folder),
        greeting: string('hello'),
        count: number(3),
        ratio: number(1.5),
        names: list(stringType, [string('a')]),
        tags: map(stringType, [['k', string('v')]]),
      });
      expect(await builder.prepare(config, settings)).toEqual({
        warnings: [],
        generatedVariables: ['Color'],
      });
      let seen: DataMap = new Map();
      const hook: ProvisionHook = async (name, context, communicator, data) => {
        ui.lines.push(`hook: ${name}`);
        seen = data;
        const body = decoded(await run.schema(), {
          command: string('cat; echo to stderr >&2; echo made > made'),
          input: string('typed in\n'),
          ask: string('Go on?'),
          show: list(stringType, [string('ID'), string('Port'), string('SSHAgentAuth')]),
        });
        const secrets = { ...settings, sensitiveVariables: ['password'] };
        await run.prepare(body, secrets);
        await run.provision(context, communicator!, data);
      };
      const artifact = await builder.run({ signal: never, ui }, hook);
      expect(ui.lines.filter((line) => !line.startsWith('error: to'))).toEqual([
        'greeting hello, count 3, ratio 1.5, names [a], tags map[k:v], disks [], build x of rig',
        'machine: rig one|two,three',
        'progress: disk.img 0/10',
        'progress: disk.img done 10',
        'hook: packer_provision',
        'ID = rig-1 (string)',
        'Port = 22 (int64)',
        'SSHAgentAuth = false (bool)',
        'sensitive: [password]',
        'ask: Go on?',
        'asked: "by all means" <nil>',
        'typed in',
      ]);
      expect(ui.lines).toContain('error: to stderr');
      expect(seen.get('Color')).toBe('green');
      expect(readFileSync(join(folder, 'made'), 'utf8')).toBe('made\n');
      expect(await describeArtifact(artifact!)).toEqual([
        'rig.builder',
        'rig-1',
        `A folder: ${folder.split('/').at(-1)}`,
        [join(folder, 'made')],
      ]);
      await postProcess(plugin, artifact!, folder);
      await artifact!.destroy();
      expect(existsSync(folder)).toBe(false);
    });

    it.each([
      ['an answer', () => Promise.resolve('yes'), 'asked: "yes" <nil>'],
      ['no answer', () => Promise.resolve(''), 'asked: "" <nil>'],
      [
        'nobody to ask',
        () => Promise.reject(new Error('no available tty')),
        'asked: "" no available tty',
      ],
    ])('hears of %s to its question', async (_, ask, said) => {
      const ui = { ...recordingUi(), ask };
      const run = await plugin.open('provisioner', 'run');
      const given = { command: string('true'), ask: string('Go on?') };
      await run.prepare(decoded(await run.schema(), given), settings);
      const { communicator } = scriptedCommunicator();
      await run.provision({ signal: never, ui }, communicator, new Map());
      expect(ui.lines).toContain(said);
    });

    it('moves large files both ways, and folders', async () => {
      const folder = freshFolder();
      const ui = recordingUi();
      const builder = await plugin.open('builder', defaultName);
      const copy = await plugin.open('provisioner', 'copy');
      const schema = await builder.schema();
      await builder.prepare(
        decoded(schema, { folder: string(folder), greeting: string('x') }),
        settings,
      );
      const hook: ProvisionHook = async (_, context, communicator, data) => {
        const body = decoded(await copy.schema(), {
          size: number(50_000_000),
          folder_up: string(join(import.meta.dirname, '..', '..', 'go-plugin')),
          folder_down: string(join(folder, 'back')),
        });
        await copy.prepare(body, settings);
        await copy.provision(context, communicator!, data);
      };
      await builder.run({ signal: never, ui }, hook);
      expect(ui.lines).toContain('same bytes: true');
      expect(ui.lines.find((line) => line.startsWith('came back'))).toContain('builder.go');
    });

    it('is cancelled in the middle and still cleans up', async () => {
      const builder = await plugin.open('builder', defaultName);
      const config = decoded(await builder.schema(), {
        greeting: string('x'),
        trouble: string('run:wait'),
      });
      await builder.prepare(config, settings);
      const cancel = new AbortController();
      const ui = recordingUi();
      const machine = ui.machine;
      ui.machine = async (category, args) => {
        await machine(category, args);
        cancel.abort(new Error('interrupted'));
      };
      const running = builder.run({ signal: cancel.signal, ui }, () => Promise.resolve());
      await expect(running).rejects.toThrow('context canceled');
    });

    it.each([
      [
        'run:panic',
        /plugin go-plugin-.* exited with status 2 while it was needed.*panicked at run/s,
      ],
      ['run:exit', /plugin go-plugin-.* exited with status 7 while it was needed/],
      ['run:kill', /plugin go-plugin-.* was killed by SIGKILL while it was needed/],
      ['start:kill', /plugin go-plugin-.* was killed by SIGKILL while it was needed/],
      ['run:fail', /^failed at run$/],
    ])('fails clearly after %s', async (trouble, message) => {
      const builder = await plugin.open('builder', defaultName);
      const config = decoded(await builder.schema(), {
        greeting: string('x'),
        folder: string(freshFolder()),
        trouble: string(trouble),
        no_artifact: bool(true),
      });
      await builder.prepare(config, settings);
      const hook: ProvisionHook = async (_, context, communicator) => {
        const { exited } = await communicator!.start({ command: 'true' }, context);
        await exited;
      };
      const running = builder.run({ signal: never, ui: recordingUi() }, hook);
      await expect(running).rejects.toThrow(message);
    });
  });
});

async function describeArtifact(artifact: Artifact) {
  return [
    await artifact.builderId(),
    await artifact.id(),
    await artifact.text(),
    await artifact.files(),
  ];
}

async function postProcess(plugin: PluginConnection, input: Artifact, folder: string) {
  const ui = recordingUi();
  const note = await plugin.open('post-processor', 'note');
  const file = join(folder, 'note.txt');
  const configure = async (given: Record<string, ReturnType<typeof string>>) =>
    note.prepare(decoded(await note.schema(), given), settings);
  await configure({ file: string(file), text: string('noted'), keep: bool(true) });
  const made = await note.process({ signal: never, ui }, input);
  expect(made.keepInput).toBe('unless-told-otherwise');
  expect(await made.artifact!.files()).toEqual([file]);
  expect(readFileSync(file, 'utf8')).toBe('noted');
  expect(ui.lines[0]).toMatch(
    /^rig\.builder rig-1 "A folder: .*" with 1 file\(s\), mixed map\[interface \{\}\]interface \{\}, unknown <nil>$/,
  );
  expect(ui.lines[1]).toBe('string []interface {} float64 []uint8 <nil> int64');
  await configure({ answer: string('same'), keep: bool(true), force: bool(true) });
  const same = await note.process({ signal: never, ui }, input);
  expect(same.keepInput).toBe('always');
  expect(await same.artifact!.id()).toBe('rig-1');
  await configure({ answer: string('nothing') });
  expect(await note.process({ signal: never, ui }, input)).toEqual({
    artifact: undefined,
    keepInput: 'discard',
  });
  await configure({ trouble: string('process:fail') });
  await expect(note.process({ signal: never, ui }, input)).rejects.toThrow('failed at process');
}
