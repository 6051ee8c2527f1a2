import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Files } from '../../sdk/index.ts';
import { compactJson, type JsonObject, object } from './go-json.ts';
import { readSigner, readVerifier } from './keys.ts';

const payloadType = 'application/vnd.in-toto+json';

/** The bytes that are signed: DSSE's pre-authentication encoding. */
function signedBytes(payload: Buffer): Buffer {
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Ed25519 hashes the message itself. */
const digestFor = (key: KeyObject) => (key.asymmetricKeyType === 'ed25519' ? null : 'sha256');

/** The name of a key: the hash of its public half in PEM. */
function keyId(publicKey: KeyObject): string {
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  return createHash('sha256').update(pem).digest('hex');
}

/** Where the keys are; without a verifier the signer's own public half is used. */
export interface KeyFiles {
  readonly signer: string;
  readonly verifier: string;
}

/** Signs a statement and checks the signature; the result is a DSSE envelope. */
export async function signed(
  statement: JsonObject,
  paths: KeyFiles,
  files: Files,
): Promise<JsonObject> {
  const key = await readSigner(paths.signer, files);
  const own = createPublicKey(key);
  const verifier = paths.verifier === '' ? own : await readVerifier(paths.verifier, files);
  const payload = Buffer.from(compactJson(statement));
  const message = signedBytes(payload);
  const signature = sign(digestFor(key), message, key);
  if (!verify(digestFor(verifier), message, verifier, signature))
    throw new Error('verify signed attestation: signature verification failed');
  const entry = object(['keyid', keyId(own)], ['sig', signature.toString('base64')]);
  return object(
    ['payloadType', payloadType],
    ['payload', payload.toString('base64')],
    ['signatures', [entry]],
  );
}
