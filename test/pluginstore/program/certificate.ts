import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate and its key, as PEM. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of ours, and a certificate that it gave to some hosts. */
export interface Authority {
  /** What clients must trust. */
  readonly certificate: string;
  /** What a server of these hosts shows. */
  readonly server: Certified;
}

function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), body]);
}

const sequence = (...content: readonly Uint8Array[]) => element(0x30, ...content);
const identifier = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
const integer = (value: number) => element(0x02, Buffer.from([value]));
const bits = (content: Uint8Array) => element(0x03, Buffer.from([0]), content);
const nameOf = (text: string) =>
  sequence(element(0x31, sequence(identifier('550403'), element(0x0c, Buffer.from(text)))));
const time = (year: number) => element(0x17, Buffer.from(`${year % 100}0101000000Z`));
const extension = (oid: string, value: Uint8Array) =>
  sequence(identifier(oid), element(0x01, Buffer.from([0xff])), element(0x04, value));

const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));

interface Signing {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly serial: number;
  readonly extensions: readonly Uint8Array[];
}

function certificate(request: Signing): string {
  const { subject, issuer, publicKey, signer, serial, extensions } = request;
  const content = sequence(
    element(0xa0, integer(2)),
    integer(serial),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(2020), time(2049)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, signer);
  const lines = sequence(content, ecdsaWithSha256, bits(signature)).toString('base64');
  const body = lines.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${body.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Makes an authority that nobody trusts yet. */
export function makeAuthority(hosts: readonly string[]): Authority {
  const own = newKeys();
  const servers = newKeys();
  const isAuthority = extension('551d13', sequence(element(0x01, Buffer.from([0xff]))));
  const names = hosts.map((host) => element(0x82, Buffer.from(host)));
  const issuer = 'An authority of the tests';
  const key = servers.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    certificate: certificate({
      subject: issuer,
      issuer,
      publicKey: own.publicKey,
      signer: own.privateKey,
      serial: 1,
      extensions: [isAuthority],
    }),
    server: {
      certificate: certificate({
        subject: 'A server of the tests',
        issuer,
        publicKey: servers.publicKey,
        signer: own.privateKey,
        serial: 2,
        extensions: [extension('551d11', sequence(...names))],
      }),
      key,
    },
  };
}
