import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildSettings } from '../../src/components/index.ts';
import { nodeClock, nodeEnvironment } from '../../src/platform/index.ts';
import { nodePluginHost } from '../../src/pluginhost/index.ts';
import { nullOf, number, numberType, object, string, stringType } from '../../src/values/index.ts';
import { recordingUi } from '../rig/recording-ui.ts';
import { scriptedCommunicator } from '../rig/scripted-communicator.ts';

const executable = join(import.meta.dirname, '../../examples/python-plugin/packer-plugin-python');
const absent = spawnSync('python3', ['--version']).status !== 0;
if (absent && process.env.CI) throw new Error('python3 is not installed');

const settings: BuildSettings = {
  buildName: 'web',
  builderType: 'null',
  coreVersion: '1.16.0',
  debug: false,
  force: false,
  onError: '',
};

function openHost() {
  const log = { enabled: false, write() {} };
  return nodePluginHost({ environment: nodeEnvironment(), clock: nodeClock(), log });
}

async function openGreeter(host: ReturnType<typeof openHost>) {
  const connection = host.connect(executable, await host.describe(executable));
  return connection.open('provisioner', 'greet');
}

describe.skipIf(absent)('the Python plugin of the examples (skipped without python3)', () => {
  it('describes itself and its schema', async () => {
    await using host = openHost();
    expect((await host.describe(executable)).components.provisioner).toEqual(['greet']);
    const schema = await (await openGreeter(host)).schema();
    expect([...schema.fields].map(([name, of]) => [name, of.kind])).toEqual([
      ['whom', 'attribute'],
      ['upload_to', 'attribute'],
      ['repeat', 'attribute'],
    ]);
  });

  it('checks its configuration', async () => {
    await using host = openHost();
    const greeter = await openGreeter(host);
    const body = object([
      ['whom', string('')],
      ['upload_to', nullOf(stringType)],
      ['repeat', nullOf(numberType)],
    ]);
    expect(await greeter.prepare({ kind: 'decoded', body }, settings)).toEqual({
      warnings: [],
      generatedVariables: [],
      error: '"whom" must not be empty',
    });
  });

  it('greets, uploads more than a window of bytes and reads what a command says', async () => {
    await using host = openHost();
    const greeter = await openGreeter(host);
    const body = object([
      ['whom', string('Zoë')],
      ['upload_to', string('/tmp/greeting')],
      ['repeat', number(200_000)],
    ]);
    await greeter.prepare({ kind: 'decoded', body }, settings);
    const { ui, heard } = recordingUi();
    const machine = scriptedCommunicator();
    const context = { signal: new AbortController().signal, ui };
    const communicator: typeof machine.communicator = {
      ...machine.communicator,
      async start({ command, stdout, stderr }) {
        const path = command.slice("cat '".length, -1);
        const text = new TextEncoder().encode(machine.files.get(path) ?? '');
        const run = async () => {
          await stdout?.write(text);
          await Promise.all([stdout?.close(), stderr?.close()]);
          return 0;
        };
        return { exited: run() };
      },
    };
    await greeter.provision(context, communicator, new Map());
    const greeting = 'Hello, Zoë!\n';
    const bytes = new TextEncoder().encode(greeting).length * 200_000;
    expect(heard).toEqual([
      'say Hello, Zoë!',
      `say The machine has ${bytes} bytes of greetings in /tmp/greeting`,
    ]);
    expect(machine.files.get('/tmp/greeting')).toBe(greeting.repeat(200_000));
  });

  it('tells what goes wrong', async () => {
    await using host = openHost();
    const greeter = await openGreeter(host);
    const body = object([
      ['whom', string('x')],
      ['upload_to', string('/full')],
    ]);
    await greeter.prepare({ kind: 'decoded', body }, settings);
    const context = { signal: new AbortController().signal, ui: recordingUi().ui };
    const { communicator } = scriptedCommunicator();
    await expect(greeter.provision(context, communicator, new Map())).rejects.toThrow(
      'no space left on device',
    );
  });

  it('is cancelled while a command runs', async () => {
    await using host = openHost();
    const greeter = await openGreeter(host);
    const body = object([
      ['whom', string('x')],
      ['upload_to', string('/x')],
    ]);
    await greeter.prepare({ kind: 'decoded', body }, settings);
    const cancel = new AbortController();
    const machine = scriptedCommunicator();
    const communicator: typeof machine.communicator = {
      ...machine.communicator,
      start(command, options) {
        queueMicrotask(() => cancel.abort(new Error('cancelled by the test')));
        return machine.communicator.start({ ...command, command: 'hang' }, options);
      },
    };
    const context = { signal: cancel.signal, ui: recordingUi().ui };
    await expect(greeter.provision(context, communicator, new Map())).rejects.toThrow(
      'cancelled by the test',
    );
    expect(machine.log).toContain('abort seen');
  });

  it('says what it is when started by hand', () => {
    const { status, stdout, stderr } = spawnSync(executable, [], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'packer-plugin-python is a plugin for tspacker. It is started by tspacker and of no use on its own.\n',
    });
  });
});
