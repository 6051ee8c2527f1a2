import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundlePlugin } from '../rig/bundle-plugin.ts';

const rig = `${import.meta.dirname}/../rig`;
let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
let host: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  plugin = await bundlePlugin(`${rig}/rig-plugin.ts`, 'packer-plugin-rig');
  host = await bundlePlugin(`${rig}/rig-host.ts`, 'host');
});
afterAll(async () => {
  await plugin[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
});

function running(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.each([['exit'], ['kill']])('a host that leaves by %s leaves no plugin behind', async (way) => {
  const { stdout } = spawnSync(host.executable, [plugin.executable, way], { encoding: 'utf8' });
  const pid = Number(/building in (\d+)/.exec(stdout)?.[1]);
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => running(pid), { timeout: 30_000 }).toBe(false);
});

it('a host that exits takes even a plugin along that does not want to stop', async () => {
  const env = { ...process.env, RIG: 'stop-never' };
  const { stdout } = spawnSync(host.executable, [plugin.executable, 'exit'], {
    encoding: 'utf8',
    env,
  });
  const pid = Number(/building in (\d+)/.exec(stdout)?.[1]);
  await expect.poll(() => running(pid), { timeout: 30_000 }).toBe(false);
});
