import { decodeDoubleByte, encodingTable } from './double-byte.ts';

/** What the bytes that follow mean. */
type Mode = 'ascii' | 'double' | 'katakana';

const japaneseModes: Readonly<Record<Mode, string>> = {
  ascii: '\x1b(B',
  double: '\x1b$B',
  katakana: '\x1b(I',
};

const codesOf = (text: string) => Array.from(text, (each) => each.charCodeAt(0));

/** Text in ISO-2022-JP, which says by escape codes what follows, and ends in ASCII. */
export function encodeIso2022Jp(text: string): Uint8Array | undefined {
  const table = encodingTable('euc-jp');
  const bytes: number[] = [];
  let mode: Mode = 'ascii';
  const enter = (wanted: Mode) => {
    if (mode !== wanted) bytes.push(...codesOf(japaneseModes[wanted]));
    mode = wanted;
  };
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const pair = table.get(character);
    if (code < 0x80) {
      enter('ascii');
      bytes.push(code);
    } else if (code >= 0xff61 && code < 0xffa0) {
      enter('katakana');
      bytes.push(code - 0xff61 + 0x21);
    } else if (pair?.length === 2) {
      enter('double');
      bytes.push(...pair.map((byte) => byte & 0x7f));
    } else return undefined;
  }
  enter('ascii');
  return new Uint8Array(bytes);
}

/** Text in HZ, which puts Chinese between `~{` and `~}`. */
export function encodeHz(text: string): Uint8Array | undefined {
  const table = encodingTable('gb18030');
  const bytes: number[] = [];
  let chinese = false;
  for (const character of text) {
    if (character === '~') bytes.push(0x7e, 0x7e);
    else if (character < '\x80') {
      if (chinese) bytes.push(...codesOf('~}'));
      chinese = false;
      bytes.push(character.charCodeAt(0));
    } else {
      const pair = table.get(character)?.map((byte) => byte - 0x80);
      if (pair?.length !== 2 || pair.some((byte) => byte < 0x21) || pair[0]! > 0x7d)
        return undefined;
      if (!chinese) bytes.push(...codesOf('~{'));
      chinese = true;
      bytes.push(...pair);
    }
  }
  return new Uint8Array(bytes);
}

/** The text of bytes in HZ. */
export function decodeHz(bytes: Uint8Array): string | undefined {
  const plain: number[] = [];
  let chinese = false;
  for (let at = 0; at < bytes.length; at++) {
    const [byte, next] = [bytes[at]!, bytes[at + 1]];
    if (byte >= 0x80) return undefined;
    if (byte === 0x7e) {
      at++;
      if (next === 0x7b) chinese = true;
      else if (next === 0x7d) chinese = false;
      else if (next === 0x7e) plain.push(0x7e);
      else if (next !== 0x0a) return undefined;
    } else if (!chinese) plain.push(byte);
    else {
      if (next === undefined) return undefined;
      plain.push(byte | 0x80, next | 0x80);
      at++;
    }
  }
  return decodeDoubleByte(new Uint8Array(plain), 'gbk');
}
