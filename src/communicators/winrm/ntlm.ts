import { createHmac } from 'node:crypto';
import { md4 } from './md4.ts';

const signature = Buffer.from('NTLMSSP\0', 'latin1');
/** Unicode, request target, NTLM, always sign, extended session security, target info, 128 and 56 bit. */
const flags = 0xa0888205;

/** Who logs in; `DOMAIN\user` and `user@domain` name a domain. */
export interface NtlmLogin {
  readonly username: string;
  readonly password: string;
}

/** What makes the answer to a challenge unique. */
export interface NtlmMoment {
  /** 8 random bytes. */
  readonly nonce: Uint8Array;
  readonly now: Date;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const hmacMd5 = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer =>
  createHmac('md5', key).update(Buffer.concat(parts)).digest();

/** The first message: what we can do. */
export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(32);
  message.set(signature);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(flags, 12);
  return message;
}

function domainOf(username: string): { user: string; domain: string } {
  const [first = '', ...rest] = username.split('\\');
  return rest.length === 0
    ? { user: username, domain: '' }
    : { user: rest.join('\\'), domain: first };
}

/** 100 ns since 1601, as Windows counts. */
function fileTime(now: Date): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(now.getTime() + 11_644_473_600_000) * 10_000n);
  return bytes;
}

/** The server's clock, where it tells (attribute 7 of its target information). */
function serverTime(targetInfo: Buffer): Buffer | undefined {
  for (let at = 0; at + 4 <= targetInfo.length; ) {
    const [id, length] = [targetInfo.readUInt16LE(at), targetInfo.readUInt16LE(at + 2)];
    if (id === 7) return targetInfo.subarray(at + 4, at + 4 + length);
    if (id === 0) return undefined;
    at += 4 + length;
  }
  return undefined;
}

/** Fields are offsets into the message: the head first, then what it points to. */
function authenticateMessage(fields: readonly Buffer[], offered: number): Buffer {
  const head = Buffer.alloc(64);
  head.set(signature);
  head.writeUInt32LE(3, 8);
  let offset = head.length;
  for (const [index, field] of fields.entries()) {
    const at = 12 + index * 8;
    head.writeUInt16LE(field.length, at);
    head.writeUInt16LE(field.length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += field.length;
  }
  head.writeUInt32LE((offered & flags) >>> 0, 60);
  return Buffer.concat([head, ...fields]);
}

/** The last message: answers the server's challenge, NTLMv2. */
export function answerChallenge(
  challenge: Buffer,
  { username, password }: NtlmLogin,
  { nonce, now }: NtlmMoment,
): Buffer {
  if (!challenge.subarray(0, 8).equals(signature) || challenge.readUInt32LE(8) !== 2)
    throw new Error('the server sent something that is no NTLM challenge');
  const offered = challenge.readUInt32LE(20);
  const serverNonce = challenge.subarray(24, 32);
  const infoAt = challenge.readUInt32LE(44);
  const info = challenge.subarray(infoAt, infoAt + challenge.readUInt16LE(40));
  const { user, domain } = domainOf(username);
  const key = hmacMd5(md4(utf16(password)), utf16(user.toUpperCase() + domain));
  const theirTime = serverTime(info);
  const blob = Buffer.concat([
    Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0),
    theirTime ?? fileTime(now),
    nonce,
    Buffer.alloc(4),
    info,
    Buffer.alloc(4),
  ]);
  const proof = hmacMd5(key, serverNonce, blob);
  // Whoever tells the time wants no LMv2 answer.
  const oldAnswer =
    theirTime === undefined
      ? Buffer.concat([hmacMd5(key, serverNonce, nonce), nonce])
      : Buffer.alloc(24);
  const fields = [
    oldAnswer,
    Buffer.concat([proof, blob]),
    utf16(domain),
    utf16(user),
    Buffer.alloc(0),
    Buffer.alloc(0),
  ];
  return authenticateMessage(fields, offered);
}
