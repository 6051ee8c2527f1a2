import { failed, ok, type Result } from '../../../base/index.ts';
import { decodeBase64 } from '../encoding/base64.ts';

/** A private key as PKCS#1 writes it. */
export interface RsaKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

const pemBlock = /-----BEGIN ([^-\n]*)-----[ \t\r]*\n(.*?)-----END \1-----/gs;

/** The first PEM block, whatever it is called. */
export function decodePem(text: string): Result<Uint8Array, string> {
  for (const [, , body] of text.matchAll(pemBlock)) {
    const headers = /^(?:[^\s:]+: [^\n]*\n)+\r?\n/.exec(body!)?.[0] ?? '';
    if (/^Proc-Type: 4,ENCRYPTED/m.test(headers))
      return failed(
        'failed to parse key: password protected keys are not supported. Please decrypt the key prior to use',
      );
    const bytes = decodeBase64(body!.slice(headers.length).replace(/[ \t]/g, ''));
    if (bytes.ok) return bytes;
  }
  return failed('failed to parse key: no key found');
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly rest: Uint8Array;
}

/** One element of DER. */
function readElement(bytes: Uint8Array): Element | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  let start = 2;
  let length = first;
  if (first & 0x80) {
    const size = first & 0x7f;
    if (size === 0 || size > 4 || bytes.length < 2 + size) return undefined;
    length = 0;
    for (let i = 0; i < size; i++) length = length * 256 + bytes[2 + i]!;
    start += size;
  }
  if (bytes.length < start + length) return undefined;
  return {
    tag,
    content: bytes.subarray(start, start + length),
    rest: bytes.subarray(start + length),
  };
}

const integerTag = 0x02;
const sequenceTag = 0x30;
const toBigInt = (bytes: Uint8Array) =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

const truncated = 'asn1: syntax error: truncated tag or length';

function elementsOf(bytes: Uint8Array): Element[] | undefined {
  const elements: Element[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const element = readElement(rest);
    if (element === undefined) return undefined;
    elements.push(element);
    rest = element.rest;
  }
  return elements;
}

/** Reads a PKCS#1 private key; other formats are named in the error. */
export function parseRsaKey(bytes: Uint8Array): Result<RsaKey, string> {
  const outer = readElement(bytes);
  if (outer === undefined) return failed(truncated);
  if (outer.rest.length > 0) return failed('asn1: syntax error: trailing data');
  const fields = elementsOf(outer.content);
  if (outer.tag !== sequenceTag) return failed("asn1: structure error: tags don't match");
  if (fields === undefined) return failed('asn1: syntax error: data truncated');
  const other = (name: string) =>
    failed(`x509: failed to parse private key (use ${name} instead for this key format)`);
  if (fields[1]?.tag === sequenceTag) return other('ParsePKCS8PrivateKey');
  if (fields[1]?.tag === 0x04) return other('ParseECPrivateKey');
  if (fields.length < 9 || fields.slice(0, 9).some(({ tag }) => tag !== integerTag))
    return failed("asn1: structure error: tags don't match");
  return ok({ modulus: toBigInt(fields[1]!.content), exponent: toBigInt(fields[3]!.content) });
}

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Decrypts with PKCS #1 v1.5 padding; undefined if the key does not fit. */
export function decryptRsa(key: RsaKey, cipher: Uint8Array): Uint8Array | undefined {
  const size = Math.ceil(key.modulus.toString(2).length / 8);
  const value = toBigInt(cipher);
  if (size < 11 || value >= key.modulus) return undefined;
  const hex = powerModulo(value, key.exponent, key.modulus)
    .toString(16)
    .padStart(size * 2, '0');
  const message = Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16));
  const end = message.indexOf(0, 2);
  // Two fixed bytes, at least eight of padding, a zero.
  if (message[0] !== 0 || message[1] !== 2 || end < 10) return undefined;
  return message.subarray(end + 1);
}
