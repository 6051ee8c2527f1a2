import { describe, expect, test } from 'vitest';
import { textSink } from '../../src/base/index.ts';

describe('a sink that keeps text', () => {
  const euro = new TextEncoder().encode('€');
  const table: readonly [chunks: readonly Uint8Array[], text: string][] = [
    [[], ''],
    [[new TextEncoder().encode('one '), new TextEncoder().encode('two')], 'one two'],
    [[euro.subarray(0, 1)], ''],
    [[euro.subarray(0, 1), euro.subarray(1)], '€'],
    [[Uint8Array.of(0xff, 0x61)], '\uFFFDa'],
  ];
  test.each(table)('%j', async (chunks, text) => {
    const sink = textSink();
    for (const chunk of chunks) await sink.write(chunk);
    expect(sink.text()).toBe(text);
  });
});
