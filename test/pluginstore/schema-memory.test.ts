import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock, nodeEnvironment, nodeFiles, silentLog } from '../../src/platform/index.ts';
import {
  type InstalledPlugin,
  listInstalled,
  rememberedSchemas,
  type StoreWorld,
} from '../../src/pluginstore/index.ts';

const { os, architecture } = nodeEnvironment();
let folder: string;
let binary: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-schemas-'));
  binary = join(
    folder,
    `plugins/example.com/a/b/packer-plugin-b_v1.0.0_x5.0_${os}_${architecture}`,
  );
  mkdirSync(dirname(binary), { recursive: true });
  put('first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(content: string) {
  writeFileSync(binary, content);
  chmodSync(binary, 0o755);
  const sum = createHash('sha256').update(content).digest('hex');
  writeFileSync(`${binary}_SHA256SUM`, sum);
}

const world = (): StoreWorld => ({
  files: nodeFiles(),
  environment: nodeEnvironment(),
  clock: nodeClock(),
  log: silentLog,
  pluginFolder: join(folder, 'plugins'),
  cacheFolder: join(folder, 'cache'),
  describe: async () => ({
    version: '1.0.0',
    apiVersion: 'x5.0',
    sdkVersion: '0.6.0',
    wire: 'gorpc',
    components: { builder: ['x', 'y'], provisioner: ['x'], 'post-processor': [], datasource: [] },
  }),
});

async function verified(): Promise<InstalledPlugin> {
  const [plugin] = await listInstalled(world(), {});
  if (plugin === undefined) throw new Error('the plugin is not installed');
  return plugin;
}

const remember = async (text = '{}') =>
  rememberedSchemas(world(), await verified()).remember('builder', 'x', text);
const recall = async (kind: 'builder' | 'provisioner' = 'builder', name = 'x') =>
  rememberedSchemas(world(), await verified()).recall(kind, name);

const entries = () =>
  readdirSync(join(folder, 'cache')).filter((name) => name.startsWith('tspacker-schema-'));
const entry = () => join(folder, 'cache', entries()[0]!);

describe('a remembered schema', () => {
  it('is of one component', async () => {
    await remember();
    expect(await recall()).toBe('{}');
    expect(await recall('builder', 'y')).toBe(undefined);
    expect(await recall('provisioner')).toBe(undefined);
  });

  it.each<readonly [string, () => void]>([
    ['other bytes', () => put('other')],
    ['other bytes of the same length', () => put('1irst')],
    ['the same bytes at another time', () => utimesSync(binary, 1, 1)],
    [
      'the same bytes in another file',
      () => {
        const { atime, mtime } = statSync(binary);
        writeFileSync(`${binary}.new`, 'first', { mode: 0o755 });
        utimesSync(`${binary}.new`, atime, mtime);
        renameSync(`${binary}.new`, binary);
      },
    ],
  ])('counts for nothing once the file has %s, and is replaced', async (_, change) => {
    await remember('before');
    change();
    expect(await recall()).toBe(undefined);
    await remember('after');
    expect(await recall()).toBe('after');
  });

  const changed = (change: (fields: Record<string, unknown>) => object) => () => {
    const fields = JSON.parse(readFileSync(entry(), 'utf8'));
    writeFileSync(entry(), JSON.stringify(change(fields)));
  };
  it.each<readonly [string, () => void]>([
    ['is cut', () => writeFileSync(entry(), readFileSync(entry(), 'utf8').slice(0, 20))],
    ['is empty', () => writeFileSync(entry(), '')],
    ['is no object', () => writeFileSync(entry(), '7')],
    ['is of another form', changed((fields) => ({ ...fields, form: 2 }))],
    ['is of no form', changed(({ form: _, ...fields }) => fields)],
    ['is of other bytes', changed((fields) => ({ ...fields, sha256: '0'.repeat(64) }))],
    ['is of another component', changed((fields) => ({ ...fields, component: 'builder y' }))],
    ['is of another file', changed((fields) => ({ ...fields, identity: `/x:${fields.identity}` }))],
    ['holds no text', changed((fields) => ({ ...fields, schema: {} }))],
    [
      'cannot be read',
      () => {
        const path = entry();
        rmSync(path);
        mkdirSync(path);
      },
    ],
  ])('counts for nothing if its entry %s', async (_, damage) => {
    await remember();
    damage();
    expect(await recall()).toBe(undefined);
  });

  it('survives many writers at a time', async () => {
    const plugin = await verified();
    const texts = Array.from({ length: 20 }, (_, at) => `${at}`.repeat(10_000));
    const writers = texts.map((text, at) => {
      const environment = { ...nodeEnvironment(), processId: at };
      return rememberedSchemas({ ...world(), environment }, plugin).remember('builder', 'x', text);
    });
    await Promise.all(writers);
    expect(texts).toContain(await recall());
    expect(entries()).toHaveLength(1);
  });

  it('is done without where there is no place for it', async () => {
    const plugin = await verified();
    writeFileSync(join(folder, 'file'), '');
    const nowhere = { ...world(), cacheFolder: join(folder, 'file', 'cache') };
    const schemas = rememberedSchemas(nowhere, plugin);
    await schemas.remember('builder', 'x', '{}');
    expect(await schemas.recall('builder', 'x')).toBe(undefined);
  });
});
