import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { endOfArchive, FirstFile, padding, tarHeader } from '../src/communicator/tar.ts';

const file = {
  name: 'hello.txt',
  size: 5,
  mode: 0o640,
  modified: new Date('2026-01-02T03:04:05Z'),
  owner: 12,
  group: 34,
};

function archive(name: string, text: string): Uint8Array {
  const content = new TextEncoder().encode(text);
  const head = tarHeader({ ...file, name, size: content.length });
  return Buffer.concat([...head, content, new Uint8Array(padding(content.length)), endOfArchive]);
}

describe('tar', () => {
  it.each([['hello.txt'], ['x'.repeat(100)], [`${'long/'.repeat(40)}ü.txt`]])(
    'writes %s so that tar reads it',
    (name) => {
      const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
      const input = archive(name, 'hello');
      const list = execFileSync(
        'tar',
        ['-tvf', '-', '--numeric-owner', '--quoting-style=literal'],
        {
          input,
          env,
          encoding: 'utf8',
        },
      );
      expect(list.replace(/\s+/g, ' ').trim()).toBe(`-rw-r----- 12/34 5 2026-01-02 03:04 ${name}`);
    },
  );

  const texts = ['', 'x', 'y'.repeat(511), 'z'.repeat(5_000)];
  it.each(texts.map((text) => [text.length, text] as const))(
    'finds a first file of %i bytes, cut anywhere',
    (_length, text) => {
      for (const name of ['a', 'b'.repeat(300)]) {
        const bytes = archive(name, text);
        for (const size of [1, 7, 512, 100_000]) {
          const first = new FirstFile();
          let content = '';
          for (let at = 0; at < bytes.length; at += size)
            content += Buffer.from(first.push(bytes.subarray(at, at + size))).toString();
          expect({ content, complete: first.complete }).toEqual({ content: text, complete: true });
        }
      }
    },
  );
});
