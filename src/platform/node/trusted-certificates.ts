type Variables = Readonly<Record<string, string | undefined>>;

/** Where systems keep the certificates they trust. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The certificates that Node trusts, those of `NODE_EXTRA_CA_CERTS`, and those this system trusts:
 * the file in `SSL_CERT_FILE` and the folders in `SSL_CERT_DIR` take the place of the system's own.
 */
export async function trustedCertificates(variables: Variables): Promise<string[]> {
  const { rootCertificates } = await import('node:tls');
  const { delimiter, join } = process.getBuiltinModule('node:path');
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  const read = (path: string): string => {
    try {
      const text = readFileSync(path, 'utf8');
      return text.includes('-----BEGIN CERTIFICATE-----') ? text : '';
    } catch {
      return '';
    }
  };
  const inFolder = (folder: string): string[] => {
    try {
      return readdirSync(folder).map((name) => read(join(folder, name)));
    } catch {
      return [];
    }
  };
  const { NODE_EXTRA_CA_CERTS: extra, SSL_CERT_FILE: file, SSL_CERT_DIR: folders } = variables;
  const system = () => bundles.map(read).find((text) => text !== '') ?? '';
  const named = folders ? folders.split(delimiter).flatMap(inFolder) : [];
  return [
    ...rootCertificates,
    extra ? read(extra) : '',
    file ? read(file) : '',
    ...named,
    file || folders ? '' : system(),
  ].filter((text) => text !== '');
}
