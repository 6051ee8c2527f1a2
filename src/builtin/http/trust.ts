import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { Environment } from '../../sdk/index.ts';

/** Where systems keep the certificates they trust. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** The certificates that Node trusts, and those this system trusts, `SSL_CERT_FILE` before all. */
export async function trustedCertificates(variables: Environment['variables']): Promise<string[]> {
  const named = variables.SSL_CERT_FILE;
  for (const path of named ? [named] : bundles) {
    try {
      return [...rootCertificates, await readFile(path, 'utf8')];
    } catch {
      // The next system keeps them elsewhere.
    }
  }
  return [...rootCertificates];
}
