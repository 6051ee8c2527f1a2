import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeClock, nodeEnvironment, silentLog } from '../../src/platform/index.ts';
import { nodePluginHost } from '../../src/pluginhost/index.ts';
import { bundlePlugin } from '../rig/bundle-plugin.ts';
import { recordingUi } from '../rig/recording-ui.ts';
import { scriptedCommunicator } from '../rig/scripted-communicator.ts';

const bytes = 256 * 1_024 * 1_024;
const most = 64 * 1_024 * 1_024;

let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  plugin = await bundlePlugin(`${import.meta.dirname}/../rig/rig-plugin.ts`, 'packer-plugin-rig');
});
afterAll(() => plugin[Symbol.asyncDispose]());

it('uploads 256 MiB from a plugin without holding them in either process', async () => {
  const own = nodeEnvironment();
  const variables = { ...own.variables, RIG_BYTES: String(bytes) };
  const environment = { ...own, variables };
  await using host = nodePluginHost({ environment, clock: nodeClock(), log: silentLog });
  const connection = host.connect(plugin.executable, await host.describe(plugin.executable));
  const provisioner = await connection.open('provisioner', 'scripted');
  const { ui, heard } = recordingUi();
  const before = process.memoryUsage.rss();
  let received = 0;
  let peak = 0;
  const communicator = {
    ...scriptedCommunicator().communicator,
    async upload(_path: string, content: AsyncIterable<Uint8Array>) {
      for await (const chunk of content) {
        received += chunk.length;
        if (received % (16 * 1_024 * 1_024) < chunk.length)
          peak = Math.max(peak, process.memoryUsage.rss() - before);
      }
    },
  };
  await provisioner.provision(
    { signal: new AbortController().signal, ui },
    communicator,
    new Map(),
  );
  expect(received).toBe(bytes);
  expect(peak).toBeLessThan(most);
  expect(Number(heard[0]?.split(' ').at(-1))).toBeLessThan(most);
});
