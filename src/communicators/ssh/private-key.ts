import { createPrivateKey, type KeyObject } from 'node:crypto';
import { loadLibrary } from './library.ts';

const pemHead = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/;

/** A string of the SSH wire: its length, then its bytes. */
function wireString(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An Ed25519 key in OpenSSH's format, without a passphrase. */
export function openSshText(key: KeyObject): string {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  const [seed, point] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')];
  const type = wireString('ssh-ed25519');
  const check = Buffer.alloc(8);
  const own = Buffer.concat([
    check,
    type,
    wireString(point),
    wireString(Buffer.concat([seed, point])),
    wireString(''),
  ]);
  const padding = Uint8Array.from({ length: (8 - (own.length % 8)) % 8 }, (_, at) => at + 1);
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    wireString('none'),
    wireString('none'),
    wireString(''),
    Uint8Array.of(0, 0, 0, 1),
    wireString(Buffer.concat([type, wireString(point)])),
    wireString(Buffer.concat([own, padding])),
  ]);
  const lines = whole.toString('base64').replace(/.{70}/g, '$&\n');
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

/** The key in a format that the library reads; it knows all but PKCS#8. */
export function readableKey(content: Uint8Array): Buffer {
  const given = Buffer.from(content);
  if (pemHead.exec(given.toString('latin1'))?.[1] !== 'PRIVATE KEY') return given;
  const key = createPrivateKey(given);
  if (key.asymmetricKeyType === 'ed25519') return Buffer.from(openSshText(key));
  const type = key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1';
  return Buffer.from(key.export({ type, format: 'pem' }));
}

async function parseProblem(content: Uint8Array): Promise<string | undefined> {
  const { utils } = await loadLibrary();
  let key: unknown;
  try {
    key = utils.parseKey(readableKey(content));
  } catch (error) {
    key = error;
  }
  if (!(key instanceof Error)) return undefined;
  return /passphrase/i.test(key.message)
    ? 'ssh: this private key is passphrase protected'
    : key.message;
}

/** Why a private key cannot be used, in Packer's words; undefined if it can (components 3.3). */
export async function keyProblem(content: Uint8Array, path: string): Promise<string | undefined> {
  const block = pemHead.exec(new TextDecoder().decode(content));
  const failed = `Error setting up SSH config: Failed to read key '${path}':`;
  if (block === null) return `${failed} no key found`;
  const [, label, body = ''] = block;
  if (/^Proc-Type: 4,ENCRYPTED\r?$/m.test(body) || label === 'ENCRYPTED PRIVATE KEY')
    return `${failed} password protected keys are\nnot supported. Please decrypt the key prior to use.`;
  const problem = await parseProblem(content);
  return problem === undefined ? undefined : `Error setting up SSH config: ${problem}`;
}
