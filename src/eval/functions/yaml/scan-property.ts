import { type Cursor, isBlank, isBlankOrEnd, isBreak } from './cursor.ts';
import type { TokenBody } from './tokens.ts';

const isWord = (character: string) => /^[0-9A-Za-z_-]$/.test(character);
const isUri = (character: string) => /^[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]%-]$/.test(character);

/** `&name` or `*name`. */
export function scanAnchor(cursor: Cursor): TokenBody {
  const kind = cursor.take() === '&' ? 'anchor' : 'alias';
  const name = cursor.takeWhile(isWord);
  const next = cursor.peek();
  if (name === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(next)))
    cursor.fail('did not find expected alphabetic or numeric character');
  return { kind, name };
}

/** Percent-encoded bytes that together are one character. */
function scanUriEscape(cursor: Cursor): string {
  const bytes: number[] = [];
  let wanted = 1;
  while (bytes.length < wanted) {
    const digits = /^%([0-9A-Fa-f]{2})/.exec(
      cursor.text.slice(cursor.position, cursor.position + 3),
    );
    if (digits === null) {
      cursor.fail('did not find URI escaped octet');
      return '';
    }
    const octet = Number.parseInt(digits[1]!, 16);
    if (bytes.length === 0) wanted = octetsAfter(octet);
    if (wanted === 0) cursor.fail('found an incorrect leading UTF-8 octet');
    if (bytes.length > 0 && (octet & 0xc0) !== 0x80)
      cursor.fail('found an incorrect trailing UTF-8 octet');
    if (cursor.problem !== undefined) return '';
    bytes.push(octet);
    cursor.skip(3);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function octetsAfter(first: number): number {
  if (first < 0x80) return 1;
  if ((first & 0xe0) === 0xc0) return 2;
  if ((first & 0xf0) === 0xe0) return 3;
  return (first & 0xf8) === 0xf0 ? 4 : 0;
}

/** What follows a handle. `head` is what was already read of it. */
function scanUri(cursor: Cursor, head: string): string {
  let uri = head.slice(1);
  let found = head !== '';
  while (isUri(cursor.peek())) {
    uri += cursor.peek() === '%' ? scanUriEscape(cursor) : cursor.take();
    found = true;
  }
  if (!found) cursor.fail('did not find expected tag URI');
  return uri;
}

function scanHandle(cursor: Cursor, directive: boolean): string {
  if (cursor.peek() !== '!') {
    cursor.fail("did not find expected '!'");
    return '';
  }
  const handle = cursor.take() + cursor.takeWhile(isWord);
  if (cursor.peek() === '!') return handle + cursor.take();
  if (directive && handle !== '!') cursor.fail("did not find expected '!'");
  return handle;
}

/** `!<uri>`, `!!suffix`, `!handle!suffix`, `!suffix` or `!`. */
export function scanTag(cursor: Cursor): TokenBody {
  let handle = '';
  let suffix = '';
  if (cursor.peek(1) === '<') {
    cursor.skip(2);
    suffix = scanUri(cursor, '');
    if (cursor.peek() === '>') cursor.take();
    else cursor.fail("did not find the expected '>'");
  } else {
    handle = scanHandle(cursor, false);
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(cursor, '');
    else {
      suffix = scanUri(cursor, handle);
      handle = suffix === '' ? '' : '!';
      if (suffix === '') suffix = '!';
    }
  }
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('did not find expected whitespace or line break');
  return { kind: 'tag', handle, suffix };
}

function scanVersionNumber(cursor: Cursor): number {
  const digits = cursor.takeWhile((character) => /^[0-9]$/.test(character));
  if (digits.length > 2) cursor.fail('found extremely long version number');
  if (digits === '') cursor.fail('did not find expected version number');
  return Number(digits);
}

function scanVersion(cursor: Cursor): TokenBody {
  cursor.takeWhile(isBlank);
  const major = scanVersionNumber(cursor);
  if (cursor.peek() === '.') cursor.take();
  else cursor.fail("did not find expected digit or '.' character");
  return { kind: 'version', major, minor: scanVersionNumber(cursor) };
}

function scanTagDirective(cursor: Cursor): TokenBody {
  cursor.takeWhile(isBlank);
  const handle = scanHandle(cursor, true);
  if (!isBlank(cursor.peek())) cursor.fail('did not find expected whitespace');
  cursor.takeWhile(isBlank);
  const prefix = scanUri(cursor, '');
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('did not find expected whitespace or line break');
  return { kind: 'tag-directive', handle, prefix };
}

/** `%YAML 1.1` or `%TAG !x! prefix`, with the end of its line. */
export function scanDirective(cursor: Cursor): TokenBody {
  cursor.take();
  const name = cursor.takeWhile(isWord);
  if (name === '') cursor.fail('could not find expected directive name');
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('found unexpected non-alphabetical character');
  if (name !== 'YAML' && name !== 'TAG') cursor.fail('found unknown directive name');
  const body = name === 'YAML' ? scanVersion(cursor) : scanTagDirective(cursor);
  cursor.takeWhile(isBlank);
  if (cursor.peek() === '#') cursor.takeWhile((character) => !isBreak(character));
  if (isBreak(cursor.peek())) cursor.takeBreak();
  else if (cursor.peek() !== '') cursor.fail('did not find expected comment or line break');
  return body;
}
