import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/platform/index.ts';

describe('reading a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-file-'));
    writeFileSync(join(folder, 'file'), 'text');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function inChunks(path: string): Promise<string> {
    let text = '';
    for await (const chunk of nodeFiles().readStream(path)) text += new TextDecoder().decode(chunk);
    return text;
  }
  const whole = async (path: string) => new TextDecoder().decode(await nodeFiles().read(path));

  it.each([
    ['file', 'text'],
    ['none', 'open <folder>/none: no such file or directory'],
    ['file/x', 'open <folder>/file/x: not a directory'],
    ['.', 'read <folder>/.: is a directory'],
  ])('%s', async (name, result) => {
    const path = `${folder}/${name}`;
    const told = (error: Error) => error.message.replace(folder, '<folder>');
    expect(await Promise.all([whole(path).catch(told), inChunks(path).catch(told)])).toEqual([
      result,
      result,
    ]);
  });
});
