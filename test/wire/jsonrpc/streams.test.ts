import { describe, expect, it } from 'vitest';
import { deferred } from '../../../src/base/index.ts';
import {
  type OutgoingStream,
  StreamTable,
  streamWindow,
} from '../../../src/wire/jsonrpc/streams.ts';

/** A table whose frames and signals go straight to another one; `onWire` is what was sent so far. */
function joinedTables() {
  const onWire: string[] = [];
  const sender: StreamTable = new StreamTable(
    {
      message: async () => {},
      async bytes(stream, chunk) {
        onWire.push(`${stream}: ${chunk.length}`);
        receiver.bytes(stream, chunk, chunk.length === 0);
      },
    },
    {
      credit: () => {},
      abort: (stream, message) => {
        onWire.push(`${stream} aborted: ${message}`);
        receiver.aborted(stream, message);
      },
    },
  );
  const receiver: StreamTable = new StreamTable(
    { message: async () => {}, bytes: async () => {} },
    {
      credit: (stream, bytes) => sender.credit(stream, bytes),
      abort: (stream, message) => {
        onWire.push(`${stream} refused: ${message}`);
        sender.aborted(stream, message);
      },
    },
  );
  return { sender, receiver, onWire };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

const total = (onWire: readonly string[]) =>
  onWire.reduce((sum, line) => sum + (Number(line.split(': ')[1]) || 0), 0);

/** Whether a write is still waiting. */
async function waits(work: Promise<void>): Promise<boolean> {
  let done = false;
  work.then(
    () => {
      done = true;
    },
    () => {
      done = true;
    },
  );
  await settle();
  return !done;
}

describe('byte streams', () => {
  it('send nothing without credit, and no more than a window ahead of the reader', async () => {
    const { sender, receiver, onWire } = joinedTables();
    const outgoing = sender.send(1, 0);
    const write = outgoing.write(new Uint8Array(3 * streamWindow));
    expect(await waits(write)).toBe(true);
    expect(onWire).toEqual([]);
    const reader = receiver.receive(1)[Symbol.asyncIterator]();
    expect(await waits(write)).toBe(true);
    expect(total(onWire)).toBe(streamWindow);
    let taken = 0;
    while (taken < streamWindow / 2) taken += (await reader.next()).value?.length ?? 0;
    await settle();
    expect(total(onWire) - taken).toBeLessThanOrEqual(streamWindow);
    expect(total(onWire)).toBeGreaterThan(streamWindow);
    while (taken < 3 * streamWindow) taken += (await reader.next()).value?.length ?? 0;
    await write;
    await outgoing.close();
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it('keep the order of writes that were not waited for', async () => {
    const { sender, receiver } = joinedTables();
    const outgoing = sender.send(1, 0);
    const incoming = receiver.receive(1);
    const writes = [1, 2, 3].map((n) => outgoing.write(new Uint8Array(n)));
    await Promise.all([...writes, outgoing.close()]);
    const lengths: number[] = [];
    for await (const chunk of incoming) lengths.push(chunk.length);
    expect(lengths).toEqual([1, 2, 3]);
  });

  const endings: readonly (readonly [
    string,
    (outgoing: OutgoingStream, tables: ReturnType<typeof joinedTables>) => void,
    string,
  ])[] = [
    ['the sender gives up', (outgoing) => outgoing.abort(new Error('no more')), 'no more'],
    [
      'the connection breaks',
      (_outgoing, { receiver }) => receiver.failAll(new Error('gone')),
      'gone',
    ],
  ];
  it.each(endings)('end with an error for the reader when %s', async (_name, act, message) => {
    const tables = joinedTables();
    const outgoing = tables.sender.send(1, 0);
    const incoming = tables.receiver.receive(1);
    await outgoing.write(new Uint8Array(7));
    act(outgoing, tables);
    const reader = incoming[Symbol.asyncIterator]();
    expect((await reader.next()).value).toHaveLength(7);
    await expect(reader.next()).rejects.toThrow(message);
  });

  it('stop the sender when the reader stops', async () => {
    const { sender, receiver, onWire } = joinedTables();
    const outgoing = sender.send(1, 0);
    const incoming = receiver.receive(1);
    const write = outgoing.write(new Uint8Array(2 * streamWindow));
    for await (const _chunk of incoming) break;
    await expect(write).rejects.toThrow('nobody reads any more');
    expect(onWire.at(-1)).toBe('1 refused: nobody reads any more');
  });

  it('refuse more bytes than were allowed', () => {
    const { receiver } = joinedTables();
    receiver.receive(1);
    receiver.bytes(1, new Uint8Array(streamWindow), false);
    expect(() => receiver.bytes(1, new Uint8Array(1), false)).toThrow(
      'stream 1: more bytes than the credit allows',
    );
  });

  it('drop bytes of streams that nobody knows', () => {
    const { receiver } = joinedTables();
    expect(receiver.bytes(9, new Uint8Array(5), false)).toBeUndefined();
  });

  it('wait for a slow sink', async () => {
    const { sender, receiver, onWire } = joinedTables();
    const outgoing = sender.send(1, 0);
    const gate = deferred<void>();
    const received: number[] = [];
    const pumped = receiver.receive(1).pump({
      async write(chunk) {
        received.push(chunk.length);
        await gate.promise;
      },
      close: async () => {},
    });
    const write = outgoing.write(new Uint8Array(2 * streamWindow));
    expect(await waits(write)).toBe(true);
    expect(received).toHaveLength(1);
    expect(total(onWire)).toBe(streamWindow);
    gate.resolve();
    await write;
    await outgoing.close();
    await pumped;
    expect(received.reduce((sum, length) => sum + length, 0)).toBe(2 * streamWindow);
  });
});
