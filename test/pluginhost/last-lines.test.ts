import { expect, test } from 'vitest';
import { LastLines } from '../../src/pluginhost/last-lines.ts';

const fill = (length: number) => 'x'.repeat(length);
const mask = (text: string) => text.replaceAll('top-secret', '<sensitive>');

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['lines in pieces', ['a', 'b\nc', '\n'], ['ab', 'c'], ['ab', 'c']],
  ['an unfinished line is not told, but remembered', ['a\nb '], ['a'], ['a', 'b']],
  ['blank lines are told, but not remembered', ['a\n\n \r\nb\n'], ['a', '', '', 'b'], ['a', 'b']],
  [
    'a long line is cut',
    [fill(1_500), `${fill(1_500)}\n`, 'next\n'],
    [fill(2_000), 'next'],
    [fill(2_000), 'next'],
  ],
  [
    'a secret across the cut does not show its beginning',
    [`${fill(1_995)}top-se`, 'cret and more\n'],
    [`${fill(1_995)}<sens`],
    [`${fill(1_995)}<sens`],
  ],
  ['nor in an unfinished line', [`${fill(1_995)}top-secret and more`], [], [`${fill(1_995)}<sens`]],
  [
    'of many, the last twenty',
    Array.from({ length: 25 }, (_, at) => `${at}\n`),
    Array.from({ length: 25 }, (_, at) => `${at}`),
    Array.from({ length: 20 }, (_, at) => `${at + 5}`),
  ],
])('%s', (_, pieces, told, remembered) => {
  const heard: string[] = [];
  const lines = new LastLines({ onLine: (line) => heard.push(line), mask });
  for (const piece of pieces) lines.push(new TextEncoder().encode(piece));
  expect([heard, lines.all()]).toEqual([told, remembered]);
});
