import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AttestationRequest, verifyAttestation } from '../../src/app/index.ts';
import { FileError, type Files, verifySignature } from '../../src/platform/index.ts';

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'https://slsa.dev/provenance/v1',
  subject: [
    { name: 'a.img', digest: { sha256: createHash('sha256').update('image').digest('hex') } },
  ],
  predicate: {
    buildDefinition: { resolvedDependencies: [{ uri: 'git+https://example.com/r' }] },
    runDetails: { builder: { id: 'https://example.com/builder' } },
  },
};

const keys = {
  ed25519: generateKeyPairSync('ed25519'),
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

function envelope(kind: keyof typeof keys): string {
  const payload = Buffer.from(JSON.stringify(statement));
  const type = 'application/vnd.in-toto+json';
  const message = Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} ${payload}`);
  const sig = sign(kind === 'ed25519' ? null : 'sha256', message, keys[kind].privateKey);
  return JSON.stringify({
    payloadType: type,
    payload: payload.toString('base64'),
    signatures: [{ keyid: '', sig: sig.toString('base64') }],
  });
}

const pem = (kind: keyof typeof keys) =>
  String(keys[kind].publicKey.export({ type: 'spki', format: 'pem' }));

const content: Record<string, string> = {
  'a.json': envelope('ed25519'),
  'ec.json': envelope('p256'),
  'rsa.json': envelope('rsa'),
  'cut.json': '{"payload": "',
  'list.json': '[]',
  'key.pem': pem('ed25519'),
  'ec.pem': pem('p256'),
  'rsa.pem': pem('rsa'),
  'bad.pem': 'no key',
  'a.img': 'image',
  'b.img': 'other',
};

const fake: Partial<Files> = {
  read: async (path) => {
    const text = content[path];
    if (text !== undefined) return Buffer.from(text);
    throw new FileError('ENOENT', 'open', path, 'no such file or directory', undefined);
  },
  sha256: async (path) =>
    createHash('sha256')
      .update(content[path] ?? '')
      .digest('hex'),
};

const request: AttestationRequest = {
  path: 'a.json',
  signingMode: '',
  key: 'key.pem',
  predicateType: '',
  builderId: '',
  sourceUri: '',
  artifact: '',
  bundle: '',
  requireRekor: false,
  requireTimestamp: false,
  keylessIdentity: '',
};

const everything = {
  signingMode: 'key',
  predicateType: 'https://slsa.dev/provenance/v1',
  builderId: 'https://example.com/builder',
  sourceUri: 'git+https://example.com/r',
  artifact: 'a.img',
};

describe('verifyAttestation', () => {
  it.each<[string, Partial<AttestationRequest>, string | undefined]>([
    ['a good one', {}, undefined],
    ['everything it says', everything, undefined],
    ['an elliptic curve', { path: 'ec.json', key: 'ec.pem' }, undefined],
    ['RSA', { path: 'rsa.json', key: 'rsa.pem' }, undefined],
    ['another key', { key: 'ec.pem' }, 'attestation signature verification failed'],
    [
      'no file',
      { path: 'no.json' },
      'read attestation "no.json": open no.json: no such file or directory',
    ],
    [
      'no JSON',
      { path: 'cut.json' },
      'decode attestation envelope "cut.json": unexpected end of JSON input',
    ],
    [
      'no object',
      { path: 'list.json' },
      'decode attestation envelope "list.json": not a JSON object',
    ],
    [
      'no key',
      { key: '' },
      'unable to determine attestation signing mode; set signing_mode or verifier explicitly',
    ],
    [
      'a key that is not there',
      { key: 'no.pem' },
      'read public key "no.pem": open no.pem: no such file or directory',
    ],
    [
      'a log without a bundle',
      { requireRekor: true },
      'bundle-based Rekor or timestamp verification requires -bundle',
    ],
    [
      'another kind of statement',
      { predicateType: 'x' },
      'attestation predicate type "https://slsa.dev/provenance/v1" does not match expected "x"',
    ],
    [
      'another builder',
      { builderId: 'x' },
      'attestation builder id "https://example.com/builder" does not match expected "x"',
    ],
    ['another source', { sourceUri: 'x' }, 'attestation does not contain expected source URI "x"'],
    [
      'another artifact',
      { artifact: 'b.img' },
      'attestation subject does not match artifact "b.img"',
    ],
  ])('%s', async (_, wish, problem) => {
    const files = fake as Files;
    const verified = await verifyAttestation({ ...request, ...wish }, { files, verifySignature });
    expect(verified.ok ? undefined : verified.error).toBe(problem);
  });

  it('says what is wrong with a key', async () => {
    const verified = await verifyAttestation(
      { ...request, key: 'bad.pem' },
      { files: fake as Files, verifySignature },
    );
    expect(verified).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^verify attestation signature: /),
    });
  });
});
