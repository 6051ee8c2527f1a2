import type { FunctionPorts } from '../ports.ts';

/** Who signs a request, and for what. */
export interface Signer {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken: string | undefined;
  readonly region: string;
  readonly service: string;
}

/** A POST request to be signed. */
export interface Signable {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (data: Uint8Array) =>
  Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The headers of a request with AWS Signature Version 4. */
export function signAws(
  request: Signable,
  signer: Signer,
  ports: FunctionPorts,
): Record<string, string> {
  const time = ports
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    'x-amz-date': time,
  };
  if (signer.sessionToken !== undefined) headers['x-amz-security-token'] = signer.sessionToken;
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    request.url.pathname,
    '',
    ...names.map((name) => `${name}:${headers[name]!.trim()}`),
    '',
    names.join(';'),
    hex(ports.digest('sha256', bytes(request.body))),
  ].join('\n');
  const day = time.slice(0, 8);
  const scope = `${day}/${signer.region}/${signer.service}/aws4_request`;
  const hashed = hex(ports.digest('sha256', bytes(canonical)));
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hashed}`;
  const parts = [day, signer.region, signer.service, 'aws4_request'];
  const key = parts.reduce<Uint8Array>(
    (current, part) => ports.hmacSha256(current, bytes(part)),
    bytes(`AWS4${signer.secretKey}`),
  );
  const signature = hex(ports.hmacSha256(key, bytes(toSign)));
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${signer.accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}
