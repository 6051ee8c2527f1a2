import { messageOf } from '../base/index.ts';
import { longestHandshake } from '../wire/index.ts';
import type { Child, ChildWorld } from './child.ts';
import { PluginFailure } from './connection.ts';
import { within } from './deadlines.ts';
import { endingOf } from './ending.ts';

/** A plugin's first line, understood, and what follows it on standard output. */
export interface Greeting<T> {
  readonly greeting: T;
  readonly rest: AsyncIterable<Uint8Array>;
}

/** Waits for the first line and reads it. Rejects with PluginFailure. */
export async function greet<T>(
  child: Child,
  world: ChildWorld,
  read: (line: string) => T,
): Promise<Greeting<T>> {
  const iterator = child.stdout[Symbol.asyncIterator]();
  const { handshake } = world.deadlines;
  const first = await within(world.clock, handshake, readLine(iterator));
  if (first === undefined)
    throw new PluginFailure('plugin-silent', child.name, {
      sentence: `did not greet within ${handshake / 1_000} s`,
    });
  const { line, rest } = first.value;
  if (line === undefined) throw await noGreeting(child, world);
  try {
    return {
      greeting: read(line),
      rest: { [Symbol.asyncIterator]: () => startingWith(rest, iterator) },
    };
  } catch (cause) {
    const why = messageOf(cause);
    const sentence = `cannot be used: ${why}`;
    throw new PluginFailure('plugin-misbehaved', child.name, { sentence, cause });
  }
}

async function noGreeting(child: Child, world: ChildWorld): Promise<PluginFailure> {
  const { exit, words } = await endingOf(child, world);
  const sentence = `${words} before it greeted`;
  return new PluginFailure('plugin-exited', child.name, { sentence, exit });
}

interface FirstLine {
  /** Undefined: the stream ended without any. */
  readonly line: string | undefined;
  readonly rest: Uint8Array;
}

async function readLine(iterator: AsyncIterator<Uint8Array>): Promise<FirstLine> {
  let bytes = new Uint8Array();
  for (;;) {
    const end = bytes.indexOf(10);
    if (end !== -1 || bytes.length > longestHandshake) {
      const line = new TextDecoder().decode(bytes.subarray(0, end === -1 ? bytes.length : end));
      return { line, rest: bytes.subarray(end + 1) };
    }
    const next = await iterator.next();
    if (next.done === true) {
      const line = bytes.length === 0 ? undefined : new TextDecoder().decode(bytes);
      return { line, rest: new Uint8Array() };
    }
    bytes = Uint8Array.from([...bytes, ...next.value]);
  }
}

async function* startingWith(
  first: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) return;
    yield next.value;
  }
}
