import { defineCommand } from '../command.ts';
import type { FlagSpec, FlagTable } from '../flags.ts';

const text = (help: string, shows = '=value') =>
  ({ kind: 'string', default: '', shows, help }) as const satisfies FlagSpec;
const yes = (help: string) =>
  ({ kind: 'boolean', default: false, help }) as const satisfies FlagSpec;

const flags = {
  'signing-mode': text('How it was signed: key, kms or keyless.', '=mode'),
  key: text('File with the public key.', '=path'),
  verifier: text('The same as -key.', '=path'),
  'predicate-type': text('What kind of statement it must be.', '=uri'),
  'builder-id': text('Who must have built it.', '=uri'),
  'source-uri': text('A source that must be named in it.', '=uri'),
  artifact: text('File that must be what the statement is about.', '=path'),
  'trusted-root-path': text('Trusted root of keyless signatures.', '=path'),
  'keyless-identity': text('Identity of a keyless signature.'),
  'keyless-oidc-issuer': text('Issuer of that identity.', '=url'),
  bundle: text('Sigstore bundle.', '=path'),
  'require-rekor': yes('It must be in the transparency log.'),
  'require-timestamp': yes('It must have a trusted time.'),
} as const satisfies FlagTable;

/** `verify-attestation`: checks a signed statement about how something was built. */
export const command = defineCommand({
  usage: 'Usage: tspacker verify-attestation [options] ATTESTATION',
  help: `Checks the signature of an attestation (a DSSE envelope) and what it says. Signatures made
with a key in a file can be checked; key management services and keyless signatures cannot.`,
  flags,
  run: async ({ host, flags: given, args, usageError }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) return usageError();
    const { verifyAttestation, verifySignature } = await import('../loaded/verify-attestation.ts');
    const verified = await verifyAttestation(
      {
        path,
        signingMode: given['signing-mode'],
        key: given.verifier || given.key,
        predicateType: given['predicate-type'],
        builderId: given['builder-id'],
        sourceUri: given['source-uri'],
        artifact: given.artifact,
        bundle: given.bundle,
        requireRekor: given['require-rekor'],
        requireTimestamp: given['require-timestamp'],
        keylessIdentity: given['keyless-identity'],
      },
      { files: host.platform.files, verifySignature },
    );
    if (!verified.ok) {
      await host.error(verified.error);
      return 1;
    }
    await host.say('Attestation verified.');
    return 0;
  },
});
