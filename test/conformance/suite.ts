import { describe, expect, it } from 'vitest';
import { bytePipe } from '../../src/base/index.ts';
import type {
  BuildSettings,
  ComponentConfig,
  ComponentLookup,
  Data,
  DataMap,
} from '../../src/components/index.ts';
import {
  bool,
  dynamicType,
  list,
  map,
  nullOf,
  number,
  numberType,
  object,
  set,
  string,
  stringType,
  tuple,
  unknown,
} from '../../src/values/index.ts';
import type { RemoteComponents } from '../../src/wire/index.ts';
import { recordingUi } from '../rig/recording-ui.ts';
import { bytesOf, readAll, scriptedCommunicator } from '../rig/scripted-communicator.ts';
import { schema, scriptedArtifact, scriptedComponents } from '../rig/scripted-components.ts';

/** A way to reach components. */
export interface Reach {
  readonly name: string;
  /** Components of `lookup`, reached that way; disposing ends the connection. */
  connect(lookup: ComponentLookup): Promise<RemoteComponents>;
  /** Data that this way cannot tell apart is compared in the form given back here. */
  readonly normal?: (data: Data) => Data;
}

const settings: BuildSettings = {
  buildName: 'web',
  builderType: 'scripted',
  coreVersion: '1.16.0',
  debug: false,
  force: true,
  onError: 'cleanup',
  sensitiveVariables: ['password'],
};
const live = new AbortController().signal;

/** One suite of component behaviour for every way a component can be reached. */
export function conformance(reach: Reach): void {
  describe(`components ${reach.name}`, () => {
    it('tells its schema', async () => {
      await using remote = await reach.connect(scriptedComponents());
      const builder = await remote.open('builder', 'scripted');
      const fields = (await builder.schema()).fields;
      expect([...fields.keys()]).toEqual([...schema.fields.keys()]);
      expect(fields).toEqual(schema.fields);
    });

    it('names what it has when asked for something else', async () => {
      await using remote = await reach.connect(scriptedComponents());
      await expect(remote.open('provisioner', 'scriptd')).rejects.toThrow(/scriptd/);
    });

    it('takes a decoded configuration with every kind of value', async () => {
      const seen: ComponentConfig[] = [];
      const prepared = (config: ComponentConfig) => void seen.push(config);
      await using remote = await reach.connect(scriptedComponents({ prepared }));
      const body = object([
        ['text', string('grüße "x" \u0000 \u{1f600}')],
        ['yes', bool(true)],
        ['big', number(123456789012345678901234567890n)],
        ['fraction', number(0.1)],
        ['none', nullOf(stringType)],
        ['list', list(numberType, [number(1), number(2)])],
        ['set', set(stringType, [string('b'), string('a')])],
        [
          'map',
          map(stringType, [
            ['__proto__', string('x')],
            ['10', string('y')],
          ]),
        ],
        ['tuple', tuple([string('x'), number(1), nullOf(dynamicType)])],
        ['nested', object([['inner', list(stringType, [])]])],
      ]);
      const provisioner = await remote.open('provisioner', 'scripted');
      const override: DataMap = new Map<string, Data>([
        ['name', 'other'],
        ['count', 3n],
      ]);
      const result = await provisioner.prepare({ kind: 'decoded', body, override }, settings);
      expect(result).toEqual({
        warnings: ['this is a test'],
        generatedVariables: reach.name === 'over the Go wire' ? [] : ['Flavour'],
      });
      expect(seen).toEqual([{ kind: 'decoded', body, override }]);
    });

    it('gets placeholders for what is not known yet', async () => {
      const seen: ComponentConfig[] = [];
      const prepared = (config: ComponentConfig) => void seen.push(config);
      await using remote = await reach.connect(scriptedComponents({ prepared }));
      const datasource = await remote.open('datasource', 'scripted');
      const body = object([
        ['text', unknown(stringType)],
        ['number', unknown(numberType)],
      ]);
      await datasource.prepare({ kind: 'decoded', body }, settings);
      if (reach.name === 'in process') return;
      const placeholders = object([
        ['text', string('<unknown>')],
        ['number', number(0)],
      ]);
      expect(seen).toEqual([{ kind: 'decoded', body: placeholders }]);
    });

    it('takes a raw configuration and can refuse it', async () => {
      const seen: ComponentConfig[] = [];
      const prepared = (config: ComponentConfig) => void seen.push(config);
      await using remote = await reach.connect(scriptedComponents({ prepared }));
      const builder = await remote.open('builder', 'scripted');
      const body: DataMap = new Map<string, Data>([
        ['refuse', true],
        ['list', ['{{user `x`}}', 1n, 1.5]],
      ]);
      const placeholders = new Map([['ID', 'Build_ID. ...']]);
      const result = await builder.prepare({ kind: 'raw', body, placeholders }, settings);
      expect(result.error).toBe('refused for the test');
      if (reach.name !== 'over the Go wire')
        expect(seen).toEqual([{ kind: 'raw', body, placeholders }]);
    });

    it.each<[string, Data]>([
      ['a map', new Map([['list', [1.5, true]]])],
      ['a number', 5.5],
      ['an empty text', ''],
      ['a list', [new Map()]],
    ])('takes an override that is %s as it is', async (_, override) => {
      const seen: ComponentConfig[] = [];
      const prepared = (config: ComponentConfig) => void seen.push(config);
      await using remote = await reach.connect(scriptedComponents({ prepared }));
      const provisioner = await remote.open('provisioner', 'scripted');
      const placeholders = new Map([['PackerRunUUID', 'Build_PackerRunUUID. Later']]);
      const config = { kind: 'raw', body: new Map([['a', 'b']]), override, placeholders } as const;
      await provisioner.prepare(config, settings);
      expect(structuredClone(seen)).toEqual([config]);
    });

    it('builds: ui, hook, communicator, data and artifact', async () => {
      const { ui, heard } = recordingUi();
      const machine = scriptedCommunicator();
      const state: DataMap = new Map<string, Data>([['generated_data', new Map([['ID', 'i-1']])]]);
      const made = scriptedArtifact('box', state);
      const lookup = scriptedComponents({
        async build({ signal, ui: itsUi }, hook) {
          await itsUi.say('starting');
          await itsUi.error('not so good');
          await itsUi.machine('artifact', ['0', 'id']);
          await itsUi.say(await itsUi.ask('ready?'));
          const data: DataMap = new Map<string, Data>([
            ['ID', 'i-1'],
            ['Port', 22n],
          ]);
          await hook('packer_provision', { signal, ui: itsUi }, machine.communicator, data);
          return made;
        },
      });
      await using remote = await reach.connect(lookup);
      const builder = await remote.open('builder', 'scripted');
      const artifact = await builder.run(
        { signal: live, ui },
        async (name, context, communicator, data) => {
          await context.ui.say(`${name} with ${data.get('ID')} ${data.get('Port')}`);
          await communicator?.upload('/etc/motd', bytesOf('hel', 'lo'), { signal: context.signal });
        },
      );
      expect(heard).toEqual([
        'say starting',
        'error not so good',
        'machine artifact 0,id',
        'ask ready?',
        'say answer to ready?',
        'say packer_provision with i-1 22',
      ]);
      expect(machine.files.get('/etc/motd')).toBe('hello');
      expect({
        builderId: await artifact?.builderId(),
        files: await artifact?.files(),
        id: await artifact?.id(),
        text: await artifact?.text(),
        state: await artifact?.state('generated_data'),
        nothing: await artifact?.state('nothing'),
      }).toEqual({
        builderId: 'test.builder',
        files: ['box.img', 'box.json'],
        id: 'box',
        text: 'made box',
        state: new Map([['ID', 'i-1']]),
        nothing: undefined,
      });
      await artifact?.destroy();
      expect(made.destroyed).toEqual(['box']);
    });

    it('may build nothing', async () => {
      await using remote = await reach.connect(
        scriptedComponents({ build: async () => undefined }),
      );
      const builder = await remote.open('builder', 'scripted');
      const context = { signal: live, ui: recordingUi().ui };
      expect(await builder.run(context, async () => {})).toBeUndefined();
    });

    it('carries what went wrong in either direction', async () => {
      const lookup = scriptedComponents({
        async build(context, hook) {
          try {
            await hook('packer_provision', context, undefined, new Map());
          } catch (error) {
            throw new Error(`cleaned up after: ${error instanceof Error ? error.message : error}`);
          }
          return undefined;
        },
      });
      await using remote = await reach.connect(lookup);
      const builder = await remote.open('builder', 'scripted');
      const context = { signal: live, ui: recordingUi().ui };
      const run = builder.run(context, async () => {
        throw new Error('Script exited with non-zero exit status: 3');
      });
      await expect(run).rejects.toThrow(
        'cleaned up after: Script exited with non-zero exit status: 3',
      );
    });

    it('provisions: commands with stdin, stdout, stderr and exit status', async () => {
      const machine = scriptedCommunicator();
      const outcome: unknown[] = [];
      const lookup = scriptedComponents({
        async provision({ signal, ui }, communicator, data) {
          await ui.say(`user ${data.get('User')}`);
          for (const command of ['cat', 'fail 17', 'count 300000']) {
            const [out, err] = [bytePipe(), bytePipe()];
            const running = await communicator.start(
              { command, stdin: bytesOf('one\n', 'two\n'), stdout: out.sink, stderr: err.sink },
              { signal },
            );
            const [stdout, stderr, status] = await Promise.all([
              readAll(out.source),
              readAll(err.source),
              running.exited,
            ]);
            outcome.push([command, stdout.length > 99 ? stdout.length : stdout, stderr, status]);
          }
          const plain = await communicator.start({ command: 'fail 2' }, { signal });
          outcome.push(await plain.exited);
          await communicator.start({ command: 'refuse' }, { signal }).catch((error) => {
            outcome.push(error instanceof Error ? error.message : error);
          });
        },
      });
      await using remote = await reach.connect(lookup);
      const { ui, heard } = recordingUi();
      const provisioner = await remote.open('provisioner', 'scripted');
      const data: DataMap = new Map([['User', 'root']]);
      await provisioner.provision({ signal: live, ui }, machine.communicator, data);
      expect(heard).toEqual(['say user root']);
      expect(outcome).toEqual([
        ['cat', 'one\ntwo\n', '', 0],
        ['fail 17', '', 'failing with 17\n', 17],
        ['count 300000', 300_000, '', 0],
        2,
        'command refused',
      ]);
    });

    it('provisions: files and folders in both directions', async () => {
      const machine = scriptedCommunicator();
      const outcome: unknown[] = [];
      const failure = (error: unknown) =>
        void outcome.push(error instanceof Error ? error.message : error);
      const lookup = scriptedComponents({
        async provision({ signal }, communicator) {
          const modified = new Date('2026-01-02T03:04:05Z');
          const info = { name: 'a', size: 5, mode: 0o644, modified, directory: false };
          await communicator.upload('/a', bytesOf('hello'), { signal, info });
          await communicator.upload('/empty', bytesOf(), { signal });
          const copy = bytePipe();
          const [text] = await Promise.all([
            readAll(copy.source),
            communicator.download('/a', copy.sink, { signal }),
          ]);
          outcome.push(text);
          await communicator.download('/missing', bytePipe().sink, { signal }).catch(failure);
          await communicator.upload('/full', bytesOf('x', 'y'), { signal }).catch(failure);
          await communicator.uploadDir('/dst', './src/', { signal, exclude: ['.git'] });
          await communicator.downloadDir('/src', './dst', { signal });
          const broken = (async function* () {
            yield new Uint8Array(3);
            throw new Error('the local file went away');
          })();
          await communicator.upload('/broken', broken, { signal }).catch(failure);
          const full = {
            write: async () => {
              throw new Error('the local disk is full');
            },
            close: async () => {},
          };
          await communicator.download('/a', full, { signal }).catch(failure);
        },
      });
      await using remote = await reach.connect(lookup);
      const provisioner = await remote.open('provisioner', 'scripted');
      const context = { signal: live, ui: recordingUi().ui };
      await provisioner.provision(context, machine.communicator, new Map());
      expect(outcome).toEqual([
        'hello',
        '/missing: no such file',
        'no space left on device',
        'the local file went away',
        'the local disk is full',
      ]);
      expect(machine.log).toEqual([
        'upload /a 5 {"name":"a","size":5,"mode":420,"modified":"2026-01-02T03:04:05.000Z","directory":false}',
        'upload /empty 0',
        'uploadDir ./src/ to /dst without .git',
        'downloadDir /src to ./dst without ',
      ]);
    });

    it('is cancelled, cleans up, and rejects with the reason', async () => {
      const { ui, heard } = recordingUi();
      const machine = scriptedCommunicator();
      const cancel = new AbortController();
      const lookup = scriptedComponents({
        async build({ signal, ui: itsUi }, hook) {
          try {
            await hook('packer_provision', { signal, ui: itsUi }, machine.communicator, new Map());
          } finally {
            await itsUi.say('cleaning up');
          }
          return undefined;
        },
      });
      await using remote = await reach.connect(lookup);
      const builder = await remote.open('builder', 'scripted');
      const run = builder.run(
        { signal: cancel.signal, ui },
        async (_name, context, communicator) => {
          const running = await communicator!.start(
            { command: 'hang' },
            { signal: context.signal },
          );
          cancel.abort(new Error('cancelled by the test'));
          await running.exited;
        },
      );
      await expect(run).rejects.toThrow();
      expect(heard).toEqual(['say cleaning up']);
    });

    it('post-processes: new artifact, the input itself, or none', async () => {
      const kinds: Record<string, Data> = {};
      const lookup = scriptedComponents({
        async process({ ui }, input) {
          const id = await input.id();
          await ui.say(`processing ${id} ${JSON.stringify(await input.files())}`);
          kinds[id] = (await input.state('kind')) ?? null;
          if (id === 'same') return { artifact: input, keepInput: 'always' };
          if (id === 'none') return { artifact: undefined, keepInput: 'unless-told-otherwise' };
          return { artifact: scriptedArtifact(`new-${id}`), keepInput: 'discard' };
        },
      });
      await using remote = await reach.connect(lookup);
      const { ui, heard } = recordingUi();
      const postProcessor = await remote.open('post-processor', 'scripted');
      const outcome: unknown[] = [];
      for (const name of ['same', 'none', 'other']) {
        const input = scriptedArtifact(name, new Map([['kind', `${name} kind`]]));
        const { artifact, keepInput } = await postProcessor.process({ signal: live, ui }, input);
        outcome.push([await artifact?.id(), keepInput]);
      }
      expect(outcome).toEqual([
        ['same', 'always'],
        [undefined, 'unless-told-otherwise'],
        ['new-other', 'discard'],
      ]);
      expect(kinds).toEqual({ same: 'same kind', none: 'none kind', other: 'other kind' });
      expect(heard[0]).toBe('say processing same ["same.img","same.json"]');
    });

    it('reads data', async () => {
      const value = object([
        ['name', string('x')],
        ['labels', map(numberType, [['a', number(1)]])],
      ]);
      await using remote = await reach.connect(scriptedComponents({ read: async () => value }));
      const datasource = await remote.open('datasource', 'scripted');
      expect((await datasource.outputSchema()).fields).toEqual(schema.fields);
      const context = { signal: live, ui: recordingUi().ui };
      expect(await datasource.read(context)).toEqual(value);
    });
  });
}
