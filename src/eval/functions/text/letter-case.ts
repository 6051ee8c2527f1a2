/** Code points whose simple upper case JavaScript does not give, because the full mapping is longer. */
function simpleUpper(character: string): string {
  const upper = character.toUpperCase();
  if (upper.length === character.length && codePoints(upper) === 1) return upper;
  if (codePoints(upper) === 1) return upper;
  const codePoint = character.codePointAt(0)!;
  const iotaRow = codePoint & ~0x0f;
  if ((iotaRow === 0x1f80 || iotaRow === 0x1f90 || iotaRow === 0x1fa0) && (codePoint & 8) === 0)
    return String.fromCodePoint(codePoint + 8);
  if (codePoint === 0x1fb3 || codePoint === 0x1fc3 || codePoint === 0x1ff3)
    return String.fromCodePoint(codePoint + 9);
  return character;
}

function simpleLower(character: string): string {
  const lower = character.toLowerCase();
  if (codePoints(lower) === 1) return lower;
  return character === 'İ' ? 'i' : character;
}

/** Title case differs from upper case for the digraph letters and for Georgian. */
function simpleTitle(character: string): string {
  const codePoint = character.codePointAt(0)!;
  if (codePoint >= 0x1c4 && codePoint <= 0x1cc)
    return String.fromCodePoint([0x1c5, 0x1c8, 0x1cb][Math.floor((codePoint - 0x1c4) / 3)]!);
  if (codePoint >= 0x1f1 && codePoint <= 0x1f3) return 'ǲ';
  if (codePoint >= 0x10d0 && codePoint <= 0x10ff) return character;
  return simpleUpper(character);
}

const codePoints = (text: string) => [...text].length;

/** Upper case, one code point for one code point (`ß` stays). */
export function upperCase(text: string): string {
  return Array.from(text, simpleUpper).join('');
}

/** Lower case, one code point for one code point (`İ` gives `i`). */
export function lowerCase(text: string): string {
  return Array.from(text, simpleLower).join('');
}

/** Is a letter after this character the first of a word? `_`, letters and digits continue words. */
function separatesWords(character: string): boolean {
  if (character <= '\x7f') return !/[0-9A-Za-z_]/.test(character);
  if (/[\p{L}\p{Nd}]/u.test(character)) return false;
  return /\p{White_Space}/u.test(character);
}

/** Gives the first letter of every word its title case and leaves the others alone. */
export function titleCase(text: string): string {
  let previous = ' ';
  return Array.from(text, (character) => {
    const first = separatesWords(previous);
    previous = character;
    return first ? simpleTitle(character) : character;
  }).join('');
}
