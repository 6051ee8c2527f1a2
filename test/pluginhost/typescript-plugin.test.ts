import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildSettings } from '../../src/components/index.ts';
import { nodeClock, nodeEnvironment } from '../../src/platform/index.ts';
import { nodePluginHost } from '../../src/pluginhost/index.ts';
import { bool, list, number, object, string, stringType } from '../../src/values/index.ts';
import { bundlePlugin } from '../rig/bundle-plugin.ts';
import { recordingUi } from '../rig/recording-ui.ts';
import { scriptedCommunicator } from '../rig/scripted-communicator.ts';

let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  const main = `${import.meta.dirname}/../../examples/typescript-plugin/src/main.ts`;
  plugin = await bundlePlugin(main, 'packer-plugin-demo');
});
afterAll(() => plugin[Symbol.asyncDispose]());

const settings: BuildSettings = {
  buildName: 'web',
  builderType: 'null',
  coreVersion: '1.16.0',
  debug: false,
  force: false,
  onError: '',
};

async function connect() {
  const log = { enabled: false, write() {} };
  const host = nodePluginHost({ environment: nodeEnvironment(), clock: nodeClock(), log });
  const connection = host.connect(plugin.executable, await host.describe(plugin.executable));
  return { host, connection };
}

describe('the TypeScript plugin of the examples', () => {
  it('provisions', async () => {
    const { host, connection } = await connect();
    await using _host = host;
    const hello = await connection.open('provisioner', 'hello');
    expect((await hello.schema()).fields.get('whom')).toEqual({
      kind: 'attribute',
      name: 'whom',
      type: stringType,
      required: true,
      description: 'Whom to greet',
    });
    const body = object([
      ['whom', string('you')],
      ['times', number(2)],
      ['on_machine', bool(true)],
    ]);
    expect(await hello.prepare({ kind: 'decoded', body }, settings)).toEqual({
      warnings: [],
      generatedVariables: [],
    });
    const { ui, heard } = recordingUi();
    const machine = scriptedCommunicator();
    const context = { signal: new AbortController().signal, ui };
    await hello.provision(context, machine.communicator, new Map([['ID', 'i-1']]));
    expect(heard).toEqual(['say Hello, you!', 'say Hello, you!']);
    expect(machine.log).toEqual(['start echo "Hello from $(hostname), machine i-1"']);
  });

  it('refuses a configuration', async () => {
    const { host, connection } = await connect();
    await using _host = host;
    const hello = await connection.open('provisioner', 'hello');
    const body = object([
      ['whom', string('you')],
      ['times', number(0)],
    ]);
    const { error } = await hello.prepare({ kind: 'decoded', body }, settings);
    expect(error).toBe('1 error(s) occurred:\n\n* "times" must be at least 1');
  });

  it('reads data', async () => {
    const { host, connection } = await connect();
    await using _host = host;
    const words = await connection.open('datasource', 'words');
    const body = object([['text', string(' two  words ')]]);
    await words.prepare({ kind: 'decoded', body }, settings);
    const context = { signal: new AbortController().signal, ui: recordingUi().ui };
    expect(await words.read(context)).toEqual(
      object([
        ['words', list(stringType, [string('two'), string('words')])],
        ['count', number(2)],
      ]),
    );
  });
});
