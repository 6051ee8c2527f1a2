import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, read, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { textOutput } from '../../src/platform/node/text-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'text-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = Array.from({ length: 50_000 }, (_, index) => `line ${index} ü\n`);
const all = lines.join('');

describe('text that is written', () => {
  test('to a file comes behind what is there', async () => {
    const path = join(folder, 'file');
    const descriptor = openSync(path, 'a');
    const output = textOutput(descriptor);
    for (const line of lines) await output.write(line);
    await output.flush();
    closeSync(descriptor);
    expect(output.problem).toBeUndefined();
    expect(readFileSync(path, 'utf8') === all).toBe(true);
  });

  test('to a full pipe waits for the reader and keeps its order', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const descriptor = openSync(path, constants.O_RDWR);
    const output = textOutput(descriptor);
    const written = (async () => {
      for (const line of lines) await output.write(line);
      await output.flush();
      return 'written';
    })();
    const turns = new Promise((resolve) => setTimeout(resolve, 50, 'the program goes on'));
    expect(await Promise.race([written, turns])).toBe('the program goes on');
    const expected = Buffer.from(all);
    const got = Buffer.alloc(expected.length);
    for (let at = 0; at < got.length; ) {
      at += (await promisify(read)(descriptor, got, at, got.length - at, null)).bytesRead;
    }
    expect(await written).toBe('written');
    expect(output.problem).toBeUndefined();
    expect(got.equals(expected)).toBe(true);
    closeSync(descriptor);
  });

  test('to a full disk is a problem', async () => {
    const descriptor = openSync('/dev/full', 'w');
    const output = textOutput(descriptor);
    await output.write('text');
    await output.flush();
    closeSync(descriptor);
    expect(output.problem).toBe('no space left on device');
  });

  test('to a pipe without a reader is dropped', async () => {
    const path = join(folder, 'gone');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const descriptor = openSync(path, 'w');
    closeSync(reader);
    const output = textOutput(descriptor);
    await output.write('text');
    await output.flush();
    closeSync(descriptor);
    expect(output.problem).toBeUndefined();
  });
});
