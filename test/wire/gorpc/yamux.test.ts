import { describe, expect, it } from 'vitest';
import { type ByteStream, bytePipe, joinedStreams } from '../../../src/base/index.ts';
import {
  StreamError,
  YamuxSession,
  type YamuxStream,
} from '../../../src/wire/gorpc/yamux/index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

async function all(stream: YamuxStream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The stream, cut into chunks of that many bytes on its way in. */
function rechunked({ source, sink }: ByteStream, size: number): ByteStream {
  async function* cut() {
    for await (const chunk of source)
      for (let at = 0; at < chunk.length; at += size) yield chunk.slice(at, at + size);
  }
  return { source: cut(), sink };
}

/** A session whose other end is this test, byte by byte. */
function bare(role: 'client' | 'server') {
  const incoming = bytePipe(1 << 20);
  const written: string[] = [];
  const session = new YamuxSession(
    {
      source: incoming.source,
      sink: {
        write: async (chunk) => void written.push(hex(chunk)),
        close: async () => void written.push('closed'),
      },
    },
    role,
  );
  return { session, written, send: (text: string) => incoming.sink.write(bytes(text)) };
}

describe('frames', () => {
  it('opens with a window update, writes data, closes once', async () => {
    const { session, written } = bare('client');
    const stream = session.open();
    await stream.sink.write(bytes('00000000'));
    await stream.sink.close();
    await stream.sink.close();
    const second = session.open();
    expect(second.id).toBe(3);
    expect(written).toEqual([
      '000100010000000100000000',
      '00000000000000010000000400000000',
      '000100040000000100000000',
      '000100010000000300000000',
    ]);
  });

  it('answers a ping and acknowledges a stream at once', async () => {
    const { session, written, send } = bare('client');
    await send(
      '00 02 0001 00000000 00000007  00 01 0001 00000002 00000000  00 00 0005 00000002 00000002 6869',
    );
    const stream = await session.accept();
    expect(stream?.id).toBe(2);
    expect(written).toEqual([
      '000200020000000000000007',
      '000100020000000200000000',
      // The second SYN for a live stream is a protocol error.
      '000300000000000000000001',
    ]);
    expect(await session.ended).toEqual(
      new StreamError('the peer opened stream 2, which it may not'),
    );
  });

  it.each([
    [
      'a wrong version',
      '01 00 0000 00000000 00000000',
      'the peer sent something that is no yamux frame',
    ],
    [
      'an unknown type',
      '00 09 0000 00000000 00000000',
      'the peer sent something that is no yamux frame',
    ],
    [
      'an id of our own side',
      '00 01 0001 00000003 00000000',
      'the peer opened stream 3, which it may not',
    ],
    [
      'a go-away with an error',
      '00 03 0000 00000000 00000002',
      'the peer ended the session with code 2',
    ],
    [
      'more data than the window',
      `00 00 0001 00000002 00040001 ${'00'.repeat(262_145)}`,
      'the peer sent more than the window of stream 2',
    ],
    [
      'two FINs',
      '00 01 0001 00000002 00000000  00 01 0004 00000002 00000000  00 01 0004 00000002 00000000',
      'the peer closed stream 2 twice',
    ],
  ])('ends the session at %s', async (_, input, reason) => {
    const { session, send } = bare('client');
    await send(input);
    expect(await session.ended).toEqual(new StreamError(reason));
    expect(() => session.open()).toThrow(StreamError);
  });

  it('ignores frames for streams it does not know, payload included', async () => {
    const { session, written, send } = bare('client');
    await send(
      '00 00 0000 00000008 00000003 010203  00 01 0000 00000008 00000010  00 02 0001 00000000 00000001  00 01 0001 00000002 00000000',
    );
    expect((await session.accept())?.id).toBe(2);
    expect(written).toEqual(['000200020000000000000001', '000100020000000200000000']);
    await session.close();
  });

  it('fails both directions of a reset stream only', async () => {
    const { session, send } = bare('client');
    const [doomed, other] = [session.open(), session.open()];
    await send('00 01 0008 00000001 00000000  00 00 0000 00000003 00000002 6869');
    await expect(all(doomed)).rejects.toThrow('the peer reset the stream');
    await expect(doomed.sink.write(bytes('00'))).rejects.toThrow('the peer reset the stream');
    expect((await other.take(2)).toString()).toBe(Buffer.from('hi').join(','));
  });
});

describe('two ends', () => {
  it.each([1, 5, 13, 4096])('carry streams both ways, read in chunks of %i bytes', async (size) => {
    const [left, right] = joinedStreams();
    const client = new YamuxSession(rechunked(left, size), 'client');
    const server = new YamuxSession(rechunked(right, size), 'server');
    const content = Buffer.from(Array.from({ length: 20_000 }, (_, at) => at % 251));
    const echo = async () => {
      for (let stream = await server.accept(); stream; stream = await server.accept()) {
        const { source, sink } = stream;
        for await (const chunk of source) await sink.write(chunk);
        await sink.close();
      }
    };
    void echo();
    const talk = async () => {
      const stream = client.open();
      const answer = all(stream);
      await stream.sink.write(content);
      await stream.sink.close();
      return (await answer).equals(content);
    };
    expect(await Promise.all([talk(), talk()])).toEqual([true, true]);
    await client.close();
    await server.close();
  });

  it('stop a writer whose reader does not read, and nobody else', async () => {
    const [left, right] = joinedStreams(1 << 20);
    const client = new YamuxSession(left, 'client');
    const server = new YamuxSession(right, 'server');
    const stuck = client.open();
    const lively = client.open();
    let written = 0;
    const writing = (async () => {
      for (let times = 0; times < 10; times += 1) {
        await stuck.sink.write(new Uint8Array(100_000));
        written += 100_000;
      }
      await stuck.sink.close();
    })();
    const [first, second] = [await server.accept(), await server.accept()];
    await lively.sink.write(Buffer.from('through'));
    expect(Buffer.from(await second!.take(7)).toString()).toBe('through');
    expect(written).toBe(200_000);
    expect((await all(first!)).length).toBe(1_000_000);
    await writing;
    await client.close();
  });

  it('give credit back for what a reader that left will not read', async () => {
    const [left, right] = joinedStreams(1 << 20);
    const client = new YamuxSession(left, 'client');
    const server = new YamuxSession(right, 'server');
    const stream = client.open();
    const writing = stream.sink.write(new Uint8Array(3_000_000));
    const reader = await server.accept();
    for await (const _ of reader!.source) break;
    await writing;
    await client.close();
  });

  it('fail what waits when the connection breaks', async () => {
    const [left, right] = joinedStreams();
    const client = new YamuxSession(left, 'client');
    const stream = client.open();
    const reading = all(stream);
    await right.sink.close();
    await expect(reading).rejects.toThrow('the connection is closed');
    expect(await client.ended).toBe(undefined);
    expect(await client.accept()).toBe(undefined);
  });
});

describe('garbage', () => {
  it('ends the session or is ignored, and never throws past it', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed % below;
    };
    for (let round = 0; round < 500; round += 1) {
      const { session, send } = bare(round % 2 === 0 ? 'client' : 'server');
      const stream = session.open();
      const frames = Array.from({ length: 1 + random(8) }, () => {
        const header = Buffer.from([
          random(20) === 0 ? 1 : 0,
          random(5),
          0,
          random(16),
          0,
          0,
          0,
          random(6),
          0,
          0,
          0,
          random(40),
        ]);
        return Buffer.concat([
          header,
          Buffer.from(Array.from({ length: random(50) }, () => random(256))),
        ]);
      });
      const reading = all(stream).catch((error: unknown) => error);
      await send(Buffer.concat(frames).toString('hex'));
      await session.close();
      const ended = await reading;
      expect(ended instanceof Error || Buffer.isBuffer(ended)).toBe(true);
    }
  });
});
