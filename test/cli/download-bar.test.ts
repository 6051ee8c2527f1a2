import { describe, expect, it } from 'vitest';
import { downloadBar } from '../../src/cli/download-bar.ts';
import { type Clock, nodeClock } from '../../src/platform/index.ts';

function rig(isTerminal: boolean) {
  const written: string[] = [];
  let time = 0;
  const clock: Clock = { ...nodeClock(), monotonic: () => (time += 60) };
  const output = {
    isTerminal,
    problem: undefined,
    write: async (text: string) => void written.push(text),
    flush: async () => {},
  };
  return { written, bar: downloadBar(output, clock) };
}
const line = (filled: number, text: string) =>
  `\rDownloading [${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${text}\x1b[K`;
const clear = '\r\x1b[K';

describe('the line about downloads', () => {
  it('sums up what is on its way, not at every piece, and goes at the end', () => {
    const { written, bar } = rig(true);
    bar.progress('a', 1_000_000, 4_000_000);
    bar.progress('b', 1_000_000, 2_000_000);
    bar.progress('a', 2_000_000, 4_000_000);
    bar.progress('a', 4_000_000, 4_000_000);
    bar.progress('b', 2_000_000, 2_000_000);
    expect(written).toEqual([line(7, '1.0 of 4.0 MB'), line(15, '3.0 of 6.0 MB'), clear]);
  });

  it('is away while something is said', async () => {
    const { written, bar } = rig(true);
    const listener = bar.around({
      emit: async () => void written.push('said\n'),
      ask: () => Promise.reject(new Error('nobody there')),
      track: async () => ({ add: () => {}, close: () => {} }),
    });
    bar.progress('a', 1_000_000, 4_000_000);
    await listener.emit({ kind: 'said', level: 'say', text: 'x' });
    await listener.emit({ kind: 'said', level: 'say', text: 'y' });
    expect(written).toEqual([line(7, '1.0 of 4.0 MB'), clear, 'said\n', 'said\n']);
  });

  it.each<[string, boolean, number | undefined]>([
    ['where nobody looks', false, 4_000_000],
    ['for small files', true, 1_000],
    ['without a known size', true, undefined],
  ])('is not drawn %s', (_, isTerminal, size) => {
    const { written, bar } = rig(isTerminal);
    bar.progress('a', 500, size);
    expect(written).toEqual([]);
  });
});
