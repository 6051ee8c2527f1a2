/** Text cut into grapheme clusters: what a person counts as one character. */
export function graphemes(text: string): string[] {
  // Within printable ASCII every character is a cluster of its own.
  if (/^[\x20-\x7e]*$/.test(text)) return text.split('');
  const result: string[] = [];
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (segment.length < 3 || !joinedConsonant.test(segment)) result.push(segment);
    else result.push(...segment.split(joinedConsonant));
  }
  return result;
}

/**
 * Unicode 15.1 joins Indic consonants around a virama into one cluster; the language counts by
 * older rules, where a letter after a combining mark always begins a new cluster.
 */
const joinedConsonant = /(?<=[\p{M}\u200c\u200d])(?=(?![\u0e33\u0eb3])\p{Lo})/u;
