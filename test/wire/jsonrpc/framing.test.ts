import { describe, expect, it } from 'vitest';
import { bytePipe } from '../../../src/base/index.ts';
import { frameWriter, readFrames } from '../../../src/wire/jsonrpc/framing.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** What a listener is told about these bytes when they arrive in pieces of a size. */
async function read(text: string, size = 1_000): Promise<readonly unknown[]> {
  const heard: unknown[] = [];
  const streams = new Map<number, string>();
  await readFrames(cut(encode(text), size), {
    message: (json) => heard.push(json),
    bytes(stream, chunk, last) {
      if (last) heard.push({ stream, text: streams.get(stream) ?? '' });
      else streams.set(stream, (streams.get(stream) ?? '') + decode(chunk));
    },
  });
  return heard;
}

const binary = 'Content-Type: application/octet-stream';

describe('frames', () => {
  const good: readonly (readonly [string, string, readonly unknown[]])[] = [
    ['nothing', '', []],
    ['a message', 'Content-Length: 2\r\n\r\n{}', [{}]],
    ['two messages', 'Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]', [{}, [1]]],
    [
      'lower case, a charset and no blank after the colon',
      'content-length:2\r\ncontent-type:application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}',
      [{}],
    ],
    ['letters of several bytes', 'Content-Length: 6\r\n\r\n"ä☃"', undefined],
    [
      'bytes between messages',
      `Content-Length: 5\r\n${binary}\r\nStream: 7\r\n\r\n\r\n{}xContent-Length: 2\r\n\r\n{}` +
        `Stream: 7\r\n${binary}\r\nContent-Length: 0\r\n\r\n`,
      [{}, { stream: 7, text: '\r\n{}x' }],
    ],
  ].map(([name, text, heard]) => [
    String(name),
    String(text).replace('Content-Length: 6\r\n\r\n"ä☃"', 'Content-Length: 7\r\n\r\n"ä☃"'),
    Array.isArray(heard) ? heard : ['ä☃'],
  ]);

  it.each(good)('reads %s, cut anywhere', async (_name, text, heard) => {
    for (const size of [1, 2, 3, 7, 1_000]) expect(await read(text, size)).toEqual(heard);
  });

  const bad: readonly (readonly [string, string, string])[] = [
    [
      'a stray line',
      'hello world\nContent-Length: 2\r\n\r\n{}',
      '"hello world" came where a message was expected; standard output belongs to the protocol',
    ],
    [
      'a stray line that looks like a header',
      'warning: old thing\nContent-Length: 2\r\n\r\n{}',
      '"warning: old thing" came where a message was expected; standard output belongs to the protocol',
    ],
    ['a stray word without an end', 'hello', 'the stream ended in the middle of a message'],
    [
      'bytes that are no text',
      '\u0000\u0001\u0002\u0003',
      '"\\u0000\\u0001\\u0002\\u0003" came where a message was expected; standard output belongs to the protocol',
    ],
    [
      'headers without a length',
      'Content-Type: application/json\r\n\r\n{}',
      '"Content-Type: application/json" came where a message was expected; standard output belongs to the protocol',
    ],
    [
      'bytes without a stream',
      `Content-Length: 1\r\n${binary}\r\n\r\nx`,
      '"Content-Length: 1" came where a message was expected; standard output belongs to the protocol',
    ],
    ['a message that is not JSON', 'Content-Length: 4\r\n\r\n{no}', '"{no}" is not JSON'],
    [
      'a message that is too long',
      'Content-Length: 99999999999\r\n\r\n',
      'a message of 99999999999 bytes is longer than 67108864',
    ],
    ['half a message', 'Content-Length: 4\r\n\r\n{', 'the stream ended in the middle of a message'],
  ];

  it.each(bad)('refuses %s', async (_name, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text, 1)).rejects.toThrow(
      _name.startsWith('a stray line') || _name.startsWith('bytes that')
        ? /came where|middle/
        : message,
    );
  });

  it('writes what it reads', async () => {
    const pipe = bytePipe(1_000_000);
    const writer = frameWriter(pipe.sink);
    const large = new Uint8Array(10_000).fill(65);
    await Promise.all([
      writer.message({ text: 'ä\r\n\r\nb' }),
      writer.bytes(3, large),
      writer.message([1]),
      writer.bytes(3, new Uint8Array()),
    ]);
    await pipe.sink.close();
    let text = '';
    for await (const chunk of pipe.source) text += decode(chunk);
    expect(await read(text, 999)).toEqual([
      { text: 'ä\r\n\r\nb' },
      [1],
      { stream: 3, text: decode(large) },
    ]);
  });
});
