import { failed, messageOf, ok, type Result } from '../../base/index.ts';
import { hashicorpKey } from './hashicorp-key.table.ts';
import type { SignatureRequest } from './install-latest.ts';

/** OpenPGP keys, armored. */
export interface GivenKeys {
  readonly armored: string;
  /** How the user knows them, such as the path of their file. */
  readonly origin: string;
}

/** What is done about signatures. */
export interface SignaturePolicy {
  /** Keys given by the user; they count for every source. Rejects with an Error for the user. */
  readonly keys: () => Promise<readonly GivenKeys[]>;
  /** Hears that a third party does not sign its releases. */
  readonly unsigned: (source: string) => Promise<void>;
}

/** Whose releases must be signed with HashiCorp's key. */
const official = 'github.com/hashicorp/';

/**
 * Checks the signature of a list of checksums. HashiCorp's own must be there and right; a third
 * party's may be missing, which is said, and if it is there and a key of the user made it, it must be
 * right. The error is a sentence.
 */
export function signatureCheck(policy: SignaturePolicy) {
  return async (request: SignatureRequest): Promise<Result<void, string>> => {
    const { source, version, sums, signature } = request;
    const isOfficial = source.text.startsWith(official);
    const given = await readGiven(policy);
    if (!given.ok) return given;
    const keys = isOfficial ? [hashicorpKey, ...given.value] : given.value;
    const what = `the list of checksums of ${source.text} ${version}`;
    if (signature === undefined) {
      if (isOfficial) return failed(`${what} is not signed, and it has to be`);
      await policy.unsigned(source.text);
      return ok(undefined);
    }
    if (keys.length === 0) {
      await policy.unsigned(source.text);
      return ok(undefined);
    }
    return (await isSignedBy(keys, sums, signature))
      ? ok(undefined)
      : failed(`the signature of ${what} is wrong, or made with a key that is not trusted`);
  };
}

/** The armored texts of the user's keys; the error is a sentence. */
async function readGiven({ keys }: SignaturePolicy): Promise<Result<readonly string[], string>> {
  try {
    const given = await keys();
    if (given.length === 0) return ok([]);
    const { readKeys } = await import('openpgp');
    for (const { armored, origin } of given)
      await readKeys({ armoredKeys: armored }).catch((cause: unknown) => {
        throw new Error(`${origin} holds no armored OpenPGP keys`, { cause });
      });
    return ok(given.map(({ armored }) => armored));
  } catch (error) {
    return failed(messageOf(error));
  }
}

async function isSignedBy(
  keys: readonly string[],
  sums: string,
  signature: Uint8Array,
): Promise<boolean> {
  const { createMessage, readKeys, readSignature, verify } = await import('openpgp');
  try {
    const armored = new TextDecoder().decode(signature.subarray(0, 64)).includes('-----BEGIN PGP');
    const [message, read, trusted] = await Promise.all([
      createMessage({ binary: new TextEncoder().encode(sums) }),
      armored
        ? readSignature({ armoredSignature: new TextDecoder().decode(signature) })
        : readSignature({ binarySignature: signature }),
      Promise.all(keys.map((armoredKeys) => readKeys({ armoredKeys }))),
    ]);
    const verified = await verify({
      message,
      signature: read,
      verificationKeys: trusted.flat(),
      format: 'binary',
    });
    const results = await Promise.allSettled(verified.signatures.map((each) => each.verified));
    return results.some((each) => each.status === 'fulfilled');
  } catch {
    return false;
  }
}
