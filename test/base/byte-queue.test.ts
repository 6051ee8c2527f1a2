import { describe, expect, it } from 'vitest';
import { ByteQueue } from '../../src/base/index.ts';

const bytes = (length: number) => new Uint8Array(length);

/** A queue, its reader, and what its owner heard. */
function rig() {
  const heard: string[] = [];
  const queue = new ByteQueue({
    taken: (count) => void heard.push(`taken ${count}`),
    abandoned: () => void heard.push('abandoned'),
  });
  const reader = queue[Symbol.asyncIterator]();
  const next = async () => {
    const result = await reader.next();
    return result.done ? 'end' : result.value.length;
  };
  return { queue, heard, next, leave: () => reader.return?.() };
}

describe('a queue of bytes', () => {
  it('gives what was pushed in order, and then its end', async () => {
    const { queue, next } = rig();
    queue.push(bytes(1));
    queue.push(bytes(0));
    queue.push(bytes(2));
    queue.end();
    queue.push(bytes(3));
    expect([await next(), await next(), await next(), await next()]).toEqual([1, 2, 'end', 'end']);
  });

  it('wakes a reader that waits, for bytes and for the end', async () => {
    const { queue, next } = rig();
    const first = next();
    queue.push(bytes(4));
    expect(await first).toBe(4);
    const last = next();
    queue.end();
    expect(await last).toBe('end');
  });

  it('says that bytes are taken when the reader comes back', async () => {
    const { queue, heard, next } = rig();
    queue.push(bytes(5));
    queue.push(bytes(6));
    await next();
    expect(heard).toEqual([]);
    await next();
    expect(heard).toEqual(['taken 5']);
    queue.end();
    await next();
    expect(heard).toEqual(['taken 5', 'taken 6']);
  });

  it('fails behind what was pushed before', async () => {
    const { queue, next } = rig();
    queue.push(bytes(1));
    queue.fail(new Error('gone'));
    queue.end();
    expect(await next()).toBe(1);
    await expect(next()).rejects.toThrow('gone');
  });

  it('says once that its reader has left, and takes no more', async () => {
    const { queue, heard, next, leave } = rig();
    queue.push(bytes(1));
    await next();
    await leave();
    await leave();
    queue.push(bytes(2));
    expect(queue.open).toBe(false);
    expect(await next()).toBe('end');
    expect(heard).toEqual(['abandoned']);
  });

  it('does not call a reader gone that leaves after the end', async () => {
    const { queue, heard, leave } = rig();
    queue.end();
    await leave();
    expect(heard).toEqual([]);
  });
});
