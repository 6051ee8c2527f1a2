import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/platform/index.ts';
import { nodeClock, nodeEnvironment } from '../../src/platform/index.ts';
import { nodePluginHost, PluginFailure, type Deadlines } from '../../src/pluginhost/index.ts';
import { bundlePlugin } from '../rig/bundle-plugin.ts';
import { recordingUi } from '../rig/recording-ui.ts';

let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  plugin = await bundlePlugin(`${import.meta.dirname}/../rig/rig-plugin.ts`, 'packer-plugin-rig');
});
afterAll(() => plugin[Symbol.asyncDispose]());

/** Short only where the plugin is known to hang: elsewhere a slow machine must not matter. */
function deadlinesFor(mode: string): Partial<Deadlines> {
  const short = { describe: 2_000, handshake: 2_000, answer: 2_000, prepare: 2_000, ping: 2_000 };
  const soon = { stop: 300, leftovers: 1_000 };
  return /hang|block|never/.test(mode) ? { ...short, ...soon } : { ...soon, stop: 2_000 };
}

function hostFor(mode: string, deadlines: Partial<Deadlines> = {}) {
  const own = nodeEnvironment();
  const environment: Environment = { ...own, variables: { ...own.variables, RIG: mode } };
  const log = { enabled: false, write() {} };
  return nodePluginHost({ environment, clock: nodeClock(), log, deadlines });
}

const description = {
  version: '1.0.0',
  sdkVersion: '0.1.0',
  apiVersion: 'x5.0',
  wire: 'jsonrpc' as const,
  components: {
    builder: ['scripted'],
    provisioner: ['scripted'],
    'post-processor': ['scripted'],
    datasource: ['scripted'],
  },
};

/** Opens the rig's builder, asks for its schema, prepares and runs it. */
async function useBuilder(mode: string, cancelAfterStart = false): Promise<readonly string[]> {
  await using host = hostFor(mode, deadlinesFor(mode));
  const connection = host.connect(plugin.executable, description);
  const builder = await connection.open('builder', 'scripted');
  await builder.schema();
  await builder.prepare({ kind: 'raw', body: new Map() }, settings);
  const cancel = new AbortController();
  const { ui, heard } = recordingUi();
  const run = builder.run({ signal: cancel.signal, ui }, async () => {});
  if (cancelAfterStart) cancel.abort(new Error('cancelled by the test'));
  await run;
  return heard;
}

const settings = {
  buildName: 'web',
  builderType: 'rig',
  coreVersion: '1.16.0',
  debug: false,
  force: false,
  onError: '',
} as const;

function running(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a plugin process', () => {
  it('describes itself', async () => {
    await using host = hostFor('');
    expect(await host.describe(plugin.executable)).toEqual(description);
  });

  it('builds, and is gone afterwards', async () => {
    const heard = await useBuilder('');
    expect(heard).toHaveLength(1);
    expect(running(Number(heard[0]?.split(' ').at(-1)))).toBe(false);
  });

  it('serves all components of one kind from one process', async () => {
    await using host = hostFor('');
    const connection = host.connect(plugin.executable, description);
    const { ui, heard } = recordingUi();
    const context = { signal: new AbortController().signal, ui };
    for (const _ of [1, 2]) {
      const builder = await connection.open('builder', 'scripted');
      await builder.run(context, async () => {});
    }
    expect(heard[0]).toBe(heard[1]);
  });

  it('lives on its own, and its death is told to everybody once', async () => {
    await using host = hostFor('kill-in=provision');
    const connection = host.connect(plugin.executable, description);
    const builder = await connection.open('builder', 'scripted');
    const provisioners = await Promise.all([
      connection.open('provisioner', 'scripted'),
      connection.open('provisioner', 'scripted'),
    ]);
    const { ui } = recordingUi();
    const context = { signal: new AbortController().signal, ui };
    const failures: unknown[] = [];
    await builder.run(context, async (_name, inner, communicator) => {
      await Promise.all(
        provisioners.map((each) =>
          each
            .provision(inner, communicator!, new Map())
            .catch((error: unknown) => void failures.push(error)),
        ),
      );
    });
    expect(failures).toHaveLength(2);
    expect(failures[0]).toBe(failures[1]);
    expect(failures[0]).toBeInstanceOf(PluginFailure);
    expect(await connection.exited).toEqual({ code: undefined, signal: 'SIGKILL', lastLines: [] });
    await expect(provisioners[0].schema()).rejects.toBe(failures[0]);
  });

  const failures: readonly (readonly [string, string, PluginFailure['reason'] | undefined])[] = [
    [
      'greet=Hello there',
      'plugin packer-plugin-rig cannot be used: its first line of output should have been "tspacker-jsonrpc|1|0" but was "Hello there"',
      'plugin-misbehaved',
    ],
    [
      'greet=tspacker-jsonrpc|2|0',
      'plugin packer-plugin-rig cannot be used: it speaks version 2.0 of the plugin protocol and this program 1.0; use a newer tspacker or an older plugin',
      'plugin-misbehaved',
    ],
    ['greet-never', 'plugin packer-plugin-rig did not greet within 2 s', 'plugin-silent'],
    [
      'greet-dies',
      'plugin packer-plugin-rig exited with status 4 before it greeted; its last words were:\n    cannot greet',
      'plugin-exited',
    ],
    [
      'greet-closes',
      'plugin packer-plugin-rig closed its connection before it greeted',
      'plugin-exited',
    ],
    [
      'die-in=open',
      'plugin packer-plugin-rig exited with status 3 while it was needed; its last words were:\n    about to die',
      'plugin-exited',
    ],
    [
      'die-in=schema',
      'plugin packer-plugin-rig exited with status 3 while it was needed; its last words were:\n    about to die',
      'plugin-exited',
    ],
    [
      'die-in=prepare',
      'plugin packer-plugin-rig exited with status 3 while it was needed; its last words were:\n    about to die',
      'plugin-exited',
    ],
    [
      'die-in=run',
      'plugin packer-plugin-rig exited with status 3 while it was needed; its last words were:\n    about to die',
      'plugin-exited',
    ],
    [
      'kill-in=run',
      'plugin packer-plugin-rig was killed by SIGKILL while it was needed',
      'plugin-exited',
    ],
    [
      'close-in=run',
      'plugin packer-plugin-rig closed its connection while it was needed',
      'plugin-exited',
    ],
    [
      'garbage-in=open',
      'plugin packer-plugin-rig broke the protocol: "debug: I am here" came where a message was expected; standard output belongs to the protocol',
      'plugin-misbehaved',
    ],
    [
      'garbage-in=run',
      'plugin packer-plugin-rig broke the protocol: "debug: I am here" came where a message was expected; standard output belongs to the protocol',
      'plugin-misbehaved',
    ],
    [
      'hang-in=open',
      'plugin packer-plugin-rig did not answer the call for builder scripted within 2 s',
      'plugin-silent',
    ],
    [
      'block-in=schema',
      'plugin packer-plugin-rig did not answer the call for a schema within 2 s',
      'plugin-silent',
    ],
    [
      'block-in=prepare',
      'plugin packer-plugin-rig did not answer the call to check a configuration within 2 s',
      'plugin-silent',
    ],
  ];
  it.each(failures)('that is told to %s fails in one clear way', async (mode, message, reason) => {
    const failure = await useBuilder(mode).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(PluginFailure);
    expect(failure).toMatchObject({ message, reason });
  });

  it('that hangs after a cancel is given up', async () => {
    await expect(useBuilder('block-in=run', true)).rejects.toThrow(
      'plugin packer-plugin-rig did not answer a ping after the call was cancelled within 2 s',
    );
  });

  it('that ignores the request to stop is killed', async () => {
    const heard = await useBuilder('stop-never');
    expect(running(Number(heard[0]?.split(' ').at(-1)))).toBe(false);
  });

  it.each([
    [
      'describe-fails',
      'plugin packer-plugin-rig exited with status 2 instead of answering "describe"; its last words were:\n    no description today',
    ],
    ['describe-hangs', 'plugin packer-plugin-rig did not answer "describe" within 2 s'],
    [
      'describe-garbage',
      'plugin packer-plugin-rig cannot be used: "describe" printed "Hello!" instead of a description in JSON',
    ],
  ])('that cannot be described: %s', async (mode, message) => {
    await using host = hostFor(mode, deadlinesFor(mode));
    await expect(host.describe(plugin.executable)).rejects.toThrow(message);
  });

  it('that does not exist says so', async () => {
    await using host = hostFor('');
    await expect(host.describe('/no/such/packer-plugin-x')).rejects.toThrow(
      'plugin packer-plugin-x could not be started: spawn /no/such/packer-plugin-x ENOENT',
    );
  });
});
