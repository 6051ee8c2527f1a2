import { failed, ok, type Result } from '../../../base/index.ts';

const wellKnown: Readonly<Record<string, string>> = {
  dns: '6ba7b8109dad11d180b400c04fd430c8',
  url: '6ba7b8119dad11d180b400c04fd430c8',
  oid: '6ba7b8129dad11d180b400c04fd430c8',
  x500: '6ba7b8149dad11d180b400c04fd430c8',
};

const hexBytes = (hex: string) =>
  Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16));

/** The 16 bytes of a UUID in one of its usual notations. */
function parseUuid(text: string): Result<Uint8Array, string> {
  const length = new TextEncoder().encode(text).length;
  let body = text;
  if (length === 45) {
    if (text.slice(0, 9).toLowerCase() !== 'urn:uuid:')
      return failed(`invalid urn prefix: "${text.slice(0, 9)}"`);
    body = text.slice(9);
  } else if (length === 38) body = text.slice(1, 37);
  else if (length !== 36 && length !== 32) return failed(`invalid UUID length: ${length}`);
  const form =
    body.length === 32
      ? /^[0-9a-f]{32}$/i
      : /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  if (!form.test(body)) return failed('invalid UUID format');
  return ok(hexBytes(body.replaceAll('-', '')));
}

/** The namespace of a name: one of four words or a UUID. */
export function namespaceBytes(text: string): Result<Uint8Array, string> {
  const known = Object.hasOwn(wellKnown, text) ? wellKnown[text] : undefined;
  return known === undefined ? parseUuid(text) : ok(hexBytes(known));
}

/** A UUID of the version out of at least 16 bytes. */
export function uuidText(bytes: Uint8Array, version: 4 | 5): string {
  const own = bytes.slice(0, 16);
  own[6] = (own[6]! & 0x0f) | (version << 4);
  own[8] = (own[8]! & 0x3f) | 0x80;
  const hex = Array.from(own, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
