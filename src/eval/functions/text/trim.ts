/** Removes every leading and trailing character that occurs in `characters`. */
export function trimCharacters(text: string, characters: string): string {
  const unwanted = new Set(characters);
  const all = Array.from(text);
  let start = 0;
  let end = all.length;
  while (start < end && unwanted.has(all[start]!)) start++;
  while (end > start && unwanted.has(all[end - 1]!)) end--;
  return all.slice(start, end).join('');
}

/** Removes Unicode white space at both ends: more than JavaScript (U+0085), less too (U+FEFF). */
export function trimSpace(text: string): string {
  return text.replace(/^\p{White_Space}+/u, '').replace(/\p{White_Space}+$/u, '');
}
