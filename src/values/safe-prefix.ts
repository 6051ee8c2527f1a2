import { once } from '../base/index.ts';

/** Made late: it costs as much as half the start-up of Node, and most runs see plain characters only. */
const segmenter = once(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/** Two printable ASCII characters at the end: each is a cluster of its own. */
const plainEnd = /[ -~]{2}$/;

/**
 * The part of a known beginning that stays whatever text follows: all but the last grapheme cluster,
 * which a combining character might still change.
 */
export function safePrefix(text: string): string {
  if (plainEnd.test(text.slice(-2))) return text.slice(0, -1);
  let end = 0;
  for (const { index } of segmenter().segment(text)) end = index;
  return text.slice(0, end);
}
