// What `verify-attestation` needs once it runs, by name: the bundler leaves the other use cases out.
export { verifyAttestation } from '../../app/index.ts';
export { verifySignature } from '../../platform/index.ts';
