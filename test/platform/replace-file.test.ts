import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Files, nodeFiles, replaceFile } from '../../src/platform/index.ts';

const files = nodeFiles();

describe('replacing a file', () => {
  let folder = '';
  let path = '';
  let half = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replace-file-'));
    path = join(folder, 'file');
    half = join(folder, 'file.half');
    writeFileSync(path, 'old');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const replace = (ports: Files) =>
    replaceFile(ports, { path, half }, () => ports.write(half, 'new'));
  const left = () => ({ names: readdirSync(folder), content: readFileSync(path, 'utf8') });

  it('writes, syncs and renames, in this order', async () => {
    const calls: string[] = [];
    const told: Files = {
      ...files,
      write: async (...given) => {
        calls.push(`write ${given[0]}`);
        await files.write(...given);
      },
      sync: async (given) => {
        calls.push(`sync ${given}`);
        await files.sync(given);
      },
      rename: async (from, to) => {
        calls.push(`rename ${from} ${to}`);
        await files.rename(from, to);
      },
    };
    await replace(told);
    expect(calls).toEqual([`write ${half}`, `sync ${half}`, `rename ${half} ${path}`]);
    expect(left()).toEqual({ names: ['file'], content: 'new' });
  });

  it('makes a file where there is none', async () => {
    rmSync(path);
    await replace(files);
    expect(left()).toEqual({ names: ['file'], content: 'new' });
  });

  it.each(['write', 'sync', 'rename'] as const)(
    'leaves the old file when %s fails',
    async (call) => {
      const refuse = () => Promise.reject(new Error(`no ${call}`));
      await expect(replace({ ...files, [call]: refuse })).rejects.toThrow(`no ${call}`);
      expect(left()).toEqual({ names: ['file'], content: 'old' });
    },
  );

  it('tells why, not that it cannot remove the half either', async () => {
    const broken = { ...files, rename: () => Promise.reject(new Error('no rename')) };
    const remove = () => Promise.reject(new Error('no remove'));
    await expect(replace({ ...broken, remove })).rejects.toThrow('no rename');
  });
});
