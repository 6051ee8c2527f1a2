/**
 * The part of a known beginning that stays whatever text follows: all but the last grapheme cluster,
 * which a combining character might still change.
 */
export function safePrefix(text: string): string {
  // Made here, not once for all: loading its tables takes milliseconds, and hardly any run needs them.
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let end = 0;
  for (const { index } of segmenter.segment(text)) end = index;
  return text.slice(0, end);
}
