import { describe, expect, it } from 'vitest';
import { PayloadRun } from '../../src/wire/payload-run.ts';

/** What a run hands out for parts of `abcdefghij`, each `stream from to`, as `stream:bytes`. */
function handed(parts: readonly string[]): readonly string[] {
  const run = new PayloadRun(new TextEncoder().encode('abcdefghij'));
  const out = parts.map((part) => {
    const [stream = 0, from = 0, to = 0] = part.split(' ').map(Number);
    return run.add(stream, from, to);
  });
  return [...out, run.end(), run.end()].flatMap((payload) =>
    payload ? [`${payload.streamId}:${new TextDecoder().decode(payload.bytes)}`] : [],
  );
}

describe('payloads of one chunk', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['none', [], []],
    ['one', ['1 0 10'], ['1:abcdefghij']],
    ['two side by side', ['1 0 3', '1 3 5'], ['1:abcde']],
    ['with headers between them', ['1 1 3', '1 5 8', '1 9 10'], ['1:bcfghj']],
    ['a small one before a large one', ['1 0 1', '1 2 10'], ['1:acdefghij']],
    ['of two streams', ['1 0 2', '2 3 5', '1 6 8', '1 9 10'], ['1:ab', '2:de', '1:ghj']],
    ['of nothing', ['1 4 4', '1 5 6', '1 8 8'], ['1:f']],
  ])('%s', (_, parts, payloads) => {
    expect(handed(parts)).toEqual(payloads);
  });

  it('do not keep a large chunk alive for a few bytes', () => {
    const chunk = new Uint8Array(new ArrayBuffer(65_536), 0, 1_000);
    const few = new PayloadRun(chunk);
    few.add(1, 0, 1_000);
    expect(few.end()?.bytes.buffer.byteLength).toBe(1_000);
    const whole = new PayloadRun(new Uint8Array(65_536));
    whole.add(1, 0, 60_000);
    expect(whole.end()?.bytes.buffer.byteLength).toBe(65_536);
  });
});
