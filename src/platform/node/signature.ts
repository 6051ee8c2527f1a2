/** Checks a signature with a public key (ECDSA, RSA or Ed25519); false if it does not fit. Throws for a bad key. */
export function verifySignature(
  publicKey: string,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const crypto = process.getBuiltinModule('node:crypto');
  const key = crypto.createPublicKey(publicKey);
  const isEdwards = key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'ed448';
  return crypto.verify(isEdwards ? null : 'sha256', message, key, signature);
}
