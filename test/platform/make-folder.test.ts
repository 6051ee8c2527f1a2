import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/platform/index.ts';

describe('making a folder', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'make-folder-'));
    writeFileSync(join(folder, 'file'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a', undefined],
    ['a/b/c', undefined],
    ['a/b', undefined],
    ['file', 'mkdir <folder>/file: not a directory'],
    ['file/b', 'mkdir <folder>/file: not a directory'],
    ['file/b/c/d', 'mkdir <folder>/file: not a directory'],
    ['a/../file/b', 'mkdir <folder>/a/../file: not a directory'],
  ])('%s', async (name, refusal) => {
    const path = `${folder}/${name}`;
    const made = await nodeFiles()
      .makeFolder(path)
      .then(
        () => undefined,
        (error: Error) => error.message.replace(folder, '<folder>'),
      );
    expect(made).toBe(refusal);
    if (refusal === undefined) expect(statSync(path).isDirectory()).toBe(true);
  });

  it('tells what was in the way', async () => {
    await expect(nodeFiles().makeFolder(join(folder, 'file', 'sub'))).rejects.toMatchObject({
      code: 'ENOTDIR',
      path: join(folder, 'file'),
    });
  });
});
