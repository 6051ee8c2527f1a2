import {
  failed,
  joinedBytes,
  messageOf,
  ok,
  parseStrictJson,
  plainJson,
  type Result,
} from '../base/index.ts';
import { FileError, type Platform } from '../platform/index.ts';
import { quote } from '../values/index.ts';

/** What an attestation is checked against; empty texts are not checked. */
export interface AttestationRequest {
  /** The file with the signed envelope. */
  readonly path: string;
  /** `key`, `kms`, `keyless`, or empty: whatever the other settings say. */
  readonly signingMode: string;
  /** A file with the public key. */
  readonly key: string;
  readonly predicateType: string;
  readonly builderId: string;
  readonly sourceUri: string;
  /** A file that must be a subject of the attestation. */
  readonly artifact: string;
  readonly bundle: string;
  readonly requireRekor: boolean;
  readonly requireTimestamp: boolean;
  readonly keylessIdentity: string;
}

/** Checks a signature; throws for a key that is none. */
export type SignatureCheck = (
  publicKey: string,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean;

/** What the check needs of the world. */
export interface AttestationWorld {
  readonly files: Platform['files'];
  readonly verifySignature: SignatureCheck;
}

/** The attestation cannot be accepted; the message is for the user. */
class Refusal extends Error {}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectIn = (value: unknown): Json => (isObject(value) ? value : {});
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function decode(what: string, bytes: Uint8Array): Json {
  const parsed = parseStrictJson(bytes);
  if (!parsed.ok) throw new Refusal(`${what}: ${parsed.error.message}`);
  const value = plainJson(parsed.value.value);
  if (!isObject(value)) throw new Refusal(`${what}: not a JSON object`);
  return value;
}

async function read(what: string, path: string, { files }: AttestationWorld): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new Refusal(`${what} ${quote(path)}: ${error.message}`);
  }
}

function base64(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  );
}

/** The bytes that are signed: DSSE's pre-authentication encoding. */
function signedBytes(type: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const head = encoder.encode(`DSSEv1 ${encoder.encode(type).length} ${type} ${payload.length} `);
  return joinedBytes([head, payload]);
}

function checkMode(request: AttestationRequest): void {
  const { signingMode: mode } = request;
  if ((request.requireRekor || request.requireTimestamp) && request.bundle === '') {
    throw new Refusal('bundle-based Rekor or timestamp verification requires -bundle');
  }
  const usesKms = mode === 'kms' || /^[a-z]+kms:\/\//.test(request.key);
  if (usesKms || mode === 'keyless' || request.bundle !== '' || request.keylessIdentity !== '') {
    throw new Refusal(
      'tspacker verifies attestations that are signed with a key in a file; key management services and keyless signatures are not supported',
    );
  }
  if (mode !== '' && mode !== 'key') throw new Refusal(`unsupported signing mode ${quote(mode)}`);
  if (request.key === '') {
    throw new Refusal(
      'unable to determine attestation signing mode; set signing_mode or verifier explicitly',
    );
  }
}

async function checkSignatures(
  envelope: Json,
  payload: Uint8Array,
  request: AttestationRequest,
  world: AttestationWorld,
): Promise<void> {
  const key = new TextDecoder().decode(await read('read public key', request.key, world));
  const message = signedBytes(textIn(envelope.payloadType), payload);
  const fits = listIn(envelope.signatures).some((signature) => {
    try {
      return world.verifySignature(key, message, base64(textIn(objectIn(signature).sig)));
    } catch (error) {
      throw new Refusal(`verify attestation signature: ${messageOf(error)}`);
    }
  });
  if (!fits) throw new Refusal('attestation signature verification failed');
}

function checkPredicate(statement: Json, request: AttestationRequest): void {
  const type = textIn(statement.predicateType);
  if (request.predicateType !== '' && type !== request.predicateType) {
    throw new Refusal(
      `attestation predicate type ${quote(type)} does not match expected ${quote(request.predicateType)}`,
    );
  }
  const predicate = objectIn(statement.predicate);
  const builder = textIn(objectIn(objectIn(predicate.runDetails).builder).id);
  if (request.builderId !== '' && builder !== request.builderId) {
    throw new Refusal(
      `attestation builder id ${quote(builder)} does not match expected ${quote(request.builderId)}`,
    );
  }
  const materials = listIn(objectIn(predicate.buildDefinition).resolvedDependencies);
  const hasSource = materials.some((one) => textIn(objectIn(one).uri) === request.sourceUri);
  if (request.sourceUri !== '' && !hasSource) {
    throw new Refusal(
      `attestation does not contain expected source URI ${quote(request.sourceUri)}`,
    );
  }
}

async function checkArtifact(
  statement: Json,
  { artifact }: AttestationRequest,
  { files }: AttestationWorld,
): Promise<void> {
  if (artifact === '') return;
  const digest = await files.sha256(artifact).catch((error: unknown) => {
    throw new Refusal(`digest artifact ${quote(artifact)}: ${messageOf(error)}`);
  });
  const isSubject = listIn(statement.subject).some(
    (subject) => textIn(objectIn(objectIn(subject).digest).sha256) === digest,
  );
  if (!isSubject)
    throw new Refusal(`attestation subject does not match artifact ${quote(artifact)}`);
}

/** Checks a signed statement about how something was built (cli 5.10). Fails with the text for the user. */
export async function verifyAttestation(
  request: AttestationRequest,
  world: AttestationWorld,
): Promise<Result<undefined, string>> {
  try {
    const bytes = await read('read attestation', request.path, world);
    const envelope = decode(`decode attestation envelope ${quote(request.path)}`, bytes);
    checkMode(request);
    const payload = base64(textIn(envelope.payload));
    await checkSignatures(envelope, payload, request, world);
    const statement = decode('decode attestation statement', payload);
    checkPredicate(statement, request);
    await checkArtifact(statement, request, world);
    return ok(undefined);
  } catch (error) {
    if (error instanceof Refusal) return failed(error.message);
    throw error;
  }
}
