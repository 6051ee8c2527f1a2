import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { loadLibrary } from './library.ts';
import { openSshText, readableKey } from './private-key.ts';

/** A key to log in with. */
export interface SshKeyPair {
  /** PEM: PKCS#8, or OpenSSH's own format for Ed25519. */
  readonly privateKey: Uint8Array;
  /** One line for `authorized_keys`, without a comment. */
  readonly publicKey: string;
}

/** The kinds of keys that are made. */
export type SshKeyType = 'rsa' | 'ecdsa' | 'ed25519';

const make = promisify(generateKeyPair);
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });

const makers: Readonly<Record<SshKeyType, (bits: number) => Promise<string | Buffer>>> = {
  rsa: async (bits) => {
    const modulusLength = bits === 0 ? 4096 : bits;
    if (modulusLength < 1024)
      throw new Error('sshkey: invalid private key rsa size: must be more than 1024');
    return pem((await make('rsa', { modulusLength })).privateKey);
  },
  ecdsa: async (bits) => {
    const size = bits === 0 ? 521 : bits;
    if (![256, 384, 521].includes(size))
      throw new Error('sshkey: invalid private key ecdsa size, must be one of 256, 384 or 521');
    return pem((await make('ec', { namedCurve: `P-${size}` })).privateKey);
  },
  ed25519: async () => openSshText((await make('ed25519', {})).privateKey),
};

/** The line for `authorized_keys` that belongs to a private key. Throws an Error where it is none. */
export async function publicKeyOf(privateKey: Uint8Array): Promise<string> {
  const { utils } = await loadLibrary();
  const parsed = utils.parseKey(readableKey(privateKey));
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) throw key ?? new Error('ssh: no key found');
  return `${key.type} ${key.getPublicSSH().toString('base64')}\n`;
}

/** Makes a key; 0 bits: as many as are usual for its kind (components 3.9). */
export async function makeKeyPair(type: SshKeyType, bits: number): Promise<SshKeyPair> {
  const privateKey = Buffer.from(await makers[type](bits));
  return { privateKey, publicKey: await publicKeyOf(privateKey) };
}
