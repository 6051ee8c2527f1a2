const space = /[\t-\r \u0085\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Breaks lines between words so that none is longer than `width` characters, except for a single
 * longer word. Line ends and indentation stay; spaces where a line is broken go.
 */
export function wordWrap(text: string, width: number): string {
  let result = '';
  let column = 0;
  let gap = '';
  let word: string[] = [];
  const flush = () => {
    result += gap + word.join('');
    column += gap.length + word.length;
    gap = '';
    word = [];
  };
  for (const character of text) {
    if (character === '\n') {
      if (word.length > 0 || column + gap.length <= width) flush();
      result += '\n';
      column = 0;
      gap = '';
    } else if (space.test(character)) {
      if (gap === '' || word.length > 0) flush();
      gap += character;
    } else {
      word.push(character);
      if (column + word.length + gap.length > width && word.length < width) {
        result += '\n';
        column = 0;
        gap = '';
      }
    }
  }
  if (word.length > 0 || column + gap.length <= width) flush();
  return result;
}
