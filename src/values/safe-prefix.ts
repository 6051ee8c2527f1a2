import { once } from '../base/index.ts';

/** Made late: it costs as much as half the start-up of Node, and most runs see plain characters only. */
const segmenter = once(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/** Two ASCII characters: each is a cluster of its own, but for a carriage return with its line feed. */
function isPlainEnd(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  const previous = text.charCodeAt(text.length - 2);
  return last < 0x80 && previous < 0x80 && !(previous === 0x0d && last === 0x0a);
}

/**
 * The part of a known beginning that stays whatever text follows: all but the last grapheme cluster,
 * which a combining character might still change.
 */
export function safePrefix(text: string): string {
  if (text.length < 2) return '';
  if (isPlainEnd(text)) return text.slice(0, -1);
  let end = 0;
  for (const { index } of segmenter().segment(text)) end = index;
  return text.slice(0, end);
}
