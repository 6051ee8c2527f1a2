import { byteTables } from './single-byte.table.ts';
import { characterSets, type EncodingKind } from './character-sets.ts';
import { decodeWith } from './decode-with.ts';
import { decodeDoubleByte, encodeDoubleByte } from './double-byte.ts';
import { decodeHz, encodeHz, encodeIso2022Jp } from './escape-codes.ts';

/** Turns text into the bytes of one encoding and back; undefined for what has no counterpart. */
export interface TextCodec {
  /** The canonical name of the character set. */
  readonly name: string;
  encode(text: string): Uint8Array | undefined;
  decode(bytes: Uint8Array): string | undefined;
}

const replacement = '\ufffd';
const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

function tableCodec(name: string): TextCodec {
  const own = Array.from(byteTables[name] ?? '');
  const table = own.length === 256 ? own : [...ascii, ...own];
  return {
    name,
    encode: (text) => {
      const bytes = Array.from(text, (each) => (each === replacement ? -1 : table.indexOf(each)));
      return bytes.includes(-1) ? undefined : new Uint8Array(bytes);
    },
    decode: (bytes) => {
      const text = Array.from(bytes, (byte) => table[byte] ?? replacement).join('');
      return text.includes(replacement) ? undefined : text;
    },
  };
}

function utf16Bytes(text: string, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !bigEndian);
  return new Uint8Array(view.buffer);
}

/** Without a byte order mark the text is big endian. */
function decodeMarkedUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeWith('utf-16le', bytes.subarray(2));
  const marked = bytes[0] === 0xfe && bytes[1] === 0xff;
  return decodeWith('utf-16be', marked ? bytes.subarray(2) : bytes);
}

function codecOf(name: string, kind: EncodingKind): TextCodec {
  switch (kind) {
    case 'table':
      return tableCodec(name);
    case 'us-ascii':
      return {
        name,
        encode: (text) => (/^[\0-\x7f]*$/.test(text) ? new TextEncoder().encode(text) : undefined),
        decode: (bytes) =>
          bytes.every((byte) => byte < 0x80) ? decodeWith('utf-8', bytes) : undefined,
      };
    case 'utf-8':
      return {
        name,
        encode: (text) => new TextEncoder().encode(text),
        decode: (bytes) => decodeWith(kind, bytes),
      };
    case 'utf-16':
      return {
        name,
        encode: (text) => utf16Bytes(`\ufeff${text}`, true),
        decode: decodeMarkedUtf16,
      };
    case 'utf-16be':
    case 'utf-16le':
      return {
        name,
        encode: (text) => utf16Bytes(text, kind === 'utf-16be'),
        decode: (bytes) => decodeWith(kind, bytes),
      };
    case 'iso-2022-jp':
      return { name, encode: encodeIso2022Jp, decode: (bytes) => decodeWith(kind, bytes) };
    case 'hz':
      return { name, encode: encodeHz, decode: decodeHz };
    default:
      return {
        name,
        encode: (text) => encodeDoubleByte(text, kind),
        decode: (bytes) => decodeDoubleByte(bytes, kind),
      };
  }
}

/** The codec of a name or alias in the IANA registry, in any case; undefined if it is not supported. */
export function findCodec(alias: string): TextCodec | undefined {
  const wanted = alias.trim().toLowerCase();
  const found = characterSets.find(([, , names]) => names.split(' ').includes(wanted));
  return found === undefined || wanted === '' ? undefined : codecOf(found[0], found[1]);
}
