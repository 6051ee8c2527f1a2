import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type Files, messageOf, quote } from '../../sdk/index.ts';

const pemBlock = /^-----BEGIN ([^\n]*)-----[ \t\r]*\n([\s\S]*?)^-----END \1-----/m;
const noBlock = 'no PEM block found';

/** What the first block of a PEM file holds, whatever the block is called. */
function firstBlock(text: string): Buffer | undefined {
  const body = pemBlock.exec(text)?.[2];
  return body === undefined ? undefined : Buffer.from(body, 'base64');
}

/** The first reading that works. */
function firstThatReads(readings: readonly (() => KeyObject)[]): KeyObject | undefined {
  for (const read of readings)
    try {
      return read();
    } catch {
      // Another kind of key.
    }
  return undefined;
}

function privateKeyIn(key: Buffer): KeyObject | undefined {
  return firstThatReads(
    (['pkcs8', 'pkcs1', 'sec1'] as const).map(
      (type) => () => createPrivateKey({ key, format: 'der', type }),
    ),
  );
}

const curves = ['secp224r1', 'prime256v1', 'secp384r1', 'secp521r1'];
const shortestRsaKey = 1024;

/** The key, if it is of a kind that signs attestations. */
function usable(key: KeyObject | undefined): KeyObject | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key ?? {};
  const isUsable =
    type === 'ed25519' ||
    (type === 'ec' && curves.includes(details?.namedCurve ?? '')) ||
    (type === 'rsa' && (details?.modulusLength ?? 0) >= shortestRsaKey);
  return isUsable ? key : undefined;
}

async function read(what: string, path: string, files: Files): Promise<string> {
  try {
    return new TextDecoder().decode(await files.read(path));
  } catch (cause) {
    throw new Error(`read ${what} ${quote(path)}: ${messageOf(cause)}`, { cause });
  }
}

/** The private key in a PEM file: RSA of 1024 bits or more, Ed25519, or ECDSA on a curve of NIST. */
export async function readSigner(path: string, files: Files): Promise<KeyObject> {
  const block = firstBlock(await read('signer', path, files));
  if (block === undefined) throw new Error(`decode signer ${quote(path)}: ${noBlock}`);
  const key = usable(privateKeyIn(block));
  if (key === undefined) throw new Error(`unsupported private key in signer ${quote(path)}`);
  return key;
}

/** The public key in a PEM file that holds one, a certificate, or a private key. */
export async function readVerifier(path: string, files: Files): Promise<KeyObject> {
  const block = firstBlock(await read('verifier', path, files));
  if (block === undefined) throw new Error(`load verifier ${quote(path)}: ${noBlock}`);
  const found = firstThatReads([
    () => createPublicKey({ key: block, format: 'der', type: 'spki' }),
    () => new X509Certificate(block).publicKey,
    () => createPublicKey(privateKeyIn(block) ?? ''),
  ]);
  const key = usable(found);
  if (key === undefined)
    throw new Error(`load verifier ${quote(path)}: unsupported PEM verifier data`);
  return key;
}
