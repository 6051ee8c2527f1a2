import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type ByteConnection, connectTo, listenOnce } from '../../src/platform/index.ts';

const megabyte = 1_024 * 1_024;
let server: Server | undefined;
let connection: ByteConnection | undefined;
afterEach(() => {
  connection?.destroy();
  server?.close();
});

/** A connection, and the socket at its other end. */
async function connected(): Promise<readonly [ByteConnection, Socket]> {
  const path = join(mkdtempSync(join(tmpdir(), 'tspacker-socket-')), 's');
  server = createServer();
  server.listen(path);
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  connection = await connectTo({ path });
  const [other] = await accepted;
  other.on('error', () => {});
  return [connection, other];
}

const pattern = (length: number) => Buffer.from(Array.from({ length }, (_, at) => at % 251));

describe('a connection', () => {
  it('carries bytes both ways and their order', async () => {
    const [ours, theirs] = await connected();
    const sent = pattern(3 * megabyte);
    theirs.pipe(theirs);
    const received: Uint8Array[] = [];
    const reading = (async () => {
      for await (const chunk of ours.source) received.push(chunk);
    })();
    for (let at = 0; at < sent.length; at += 70_001)
      await ours.sink.write(sent.subarray(at, at + 70_001));
    await ours.sink.close();
    await reading;
    expect(Buffer.concat(received).equals(sent)).toBe(true);
  });

  it('reads no further than a little ahead of its consumer', async () => {
    const [ours, theirs] = await connected();
    const total = 64 * megabyte;
    theirs.end(Buffer.alloc(total));
    const chunks = ours.source[Symbol.asyncIterator]();
    let taken = (await chunks.next()).value?.length ?? 0;
    for (let turns = 0; turns < 1_000; turns += 1) await turn();
    // What has left the other end: read by us and not consumed, or in the system's buffers.
    expect(theirs.writableLength).toBeGreaterThan(0);
    for (let next = await chunks.next(); !next.done; next = await chunks.next())
      taken += next.value.length;
    expect(taken).toBe(total);
  });

  it('lets its writer wait for a reader that does not read', async () => {
    const [ours, theirs] = await connected();
    theirs.pause();
    let written = 0;
    const writing = (async () => {
      for (let times = 0; times < 64; times += 1) {
        await ours.sink.write(new Uint8Array(megabyte));
        written += 1;
      }
      await ours.sink.close();
    })();
    for (let turns = 0; turns < 1_000; turns += 1) await turn();
    expect(written).toBeLessThan(8);
    let got = 0;
    for await (const chunk of theirs) got += chunk.length;
    await writing;
    expect(got).toBe(64 * megabyte);
  });

  it('that the other end drops ends its source and refuses what is written', async () => {
    const [ours, theirs] = await connected();
    theirs.destroy();
    const rest = await ours.source[Symbol.asyncIterator]().next();
    expect(rest.done).toBe(true);
    const writing = async () => {
      for (;;) {
        await ours.sink.write(new Uint8Array(10));
        await turn();
      }
    };
    await expect(writing()).rejects.toThrow(/connection is closed|EPIPE|ECONNRESET/);
  });

  it('wakes a writer that waits when it is dropped', async () => {
    const [ours, theirs] = await connected();
    theirs.pause();
    const writing = (async () => {
      for (;;) await ours.sink.write(new Uint8Array(megabyte));
    })();
    const failed = expect(writing).rejects.toThrow();
    for (let turns = 0; turns < 100; turns += 1) await turn();
    theirs.destroy();
    await failed;
  });

  it('to nowhere rejects', async () => {
    await expect(connectTo({ path: '/nowhere/at/all' })).rejects.toThrow('ENOENT');
  });

  it('is taken once by a listener, on a path or a port', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tspacker-socket-')), 's');
    for (const at of [{ path }, { firstPort: 20_000, lastPort: 30_000 }]) {
      const listener = await listenOnce(at);
      const [host = '', port] = listener.address.split(':');
      const isPath = listener.network === 'unix';
      const ours = await connectTo(isPath ? { path } : { host, port: Number(port) });
      const theirs = await listener.connection;
      await ours.sink.write(Buffer.from('hello'));
      await ours.sink.close();
      const heard: Uint8Array[] = [];
      for await (const chunk of theirs.source) heard.push(chunk);
      expect(Buffer.concat(heard).toString()).toBe('hello');
      ours.destroy();
    }
  });
});
