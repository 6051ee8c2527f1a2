import { describe, expect, it } from 'vitest';
import { formatDiagnostics, type SourceFile, sourceFiles } from '../../src/source/index.ts';
import { parseConfig, parseJson } from '../../src/syntax/index.ts';

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const large = 50_000_000;

/** Before and after as they stand, the middle as often as it takes. */
function filled(before: string, middle: string, after: string): Uint8Array {
  const bytes = Buffer.alloc(large, middle);
  bytes.write(before, 0);
  bytes.write(after, large - after.length);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, large);
}

/** The codes of what is wrong, each once, after everything was drawn. */
function told(file: SourceFile, parse: typeof parseConfig | typeof parseJson): string[] {
  const { diagnostics } = parse(file);
  formatDiagnostics(diagnostics.slice(0, 20), { files: sourceFiles(file) });
  return [...new Set(diagnostics.map(({ code }) => code))];
}

const notJson = ['json-missing-value', 'json-root'];
const notUtf8 = ['invalid-encoding', 'invalid-character', 'item-required'];

/** What is wrong in native syntax, and what in JSON. */
const rows: readonly (readonly [string, Uint8Array, readonly string[], readonly string[]])[] = [
  ['nothing', new Uint8Array(), [], ['json-ends-early', 'json-root']],
  ['a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf), [], notJson],
  ['half of one', Uint8Array.of(0xef, 0xbb), ['invalid-encoding', 'item-required'], notJson],
  ['UTF-16', utf16('a = 1\n'), notUtf8, notJson],
  ['UTF-16, the other way round', utf16('{"a": 1}').swap16(), notUtf8, notJson],
  ['NUL', new Uint8Array(3), ['invalid-character', 'item-required'], notJson],
  [
    'NUL in a name',
    Buffer.from('a\0b = "\0"\n'),
    ['invalid-character', 'item-required'],
    ['json-invalid-keyword', 'json-root'],
  ],
  [
    'NUL in a string of JSON',
    Buffer.from('{"a\0b": "\0"}'),
    ['item-required'],
    ['json-invalid-string', 'json-property-name', 'json-root'],
  ],
  [
    'every byte',
    Uint8Array.from({ length: 256 }, (_, index) => index),
    ['invalid-character', 'invalid-encoding', 'item-required'],
    notJson,
  ],
];

describe('bytes that are no template are told as what they are', () => {
  it.each(rows)('%s', (_, bytes, inNative, inJson) => {
    const file = { filename: 'x', bytes };
    expect([told(file, parseConfig), told(file, parseJson)]).toEqual([inNative, inJson]);
  });
});

const largeRows: readonly (readonly [string, () => Uint8Array, readonly string[]])[] = [
  ['text', () => filled('a = "', 'x', '"\n'), []],
  ['a heredoc', () => filled('a = <<E\n', 'some text, and more of it\n', '\nE\n'), []],
  ['spaces', () => filled('', ' ', '\n'), []],
  ['brackets', () => filled('a = ', '[', '\n'), ['nesting-too-deep']],
  ['NUL', () => filled('', '\0', '\n'), ['invalid-character', 'item-required']],
];

describe('50 MB', { timeout: 600_000 }, () => {
  it.each(largeRows)('of %s', (_, bytes, codes) => {
    expect(told({ filename: 'x', bytes: bytes() }, parseConfig)).toEqual(codes);
  });

  it('of text in JSON', () => {
    const file = { filename: 'x', bytes: filled('{"a": "', 'x', '"}') };
    expect(told(file, parseJson)).toEqual([]);
  });
});
