import { failed, ok, type Result } from '../../base/index.ts';
import { hashicorpKey } from './hashicorp-key.table.ts';
import type { SignatureRequest } from './install-latest.ts';

/** What is done about signatures. */
export interface SignaturePolicy {
  /** Armored OpenPGP keys given by the user; they count for every source. */
  readonly keys: readonly string[];
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
    const keys = isOfficial ? [hashicorpKey, ...policy.keys] : policy.keys;
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
