import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privateKeyProblem } from '../../src/communicators/index.ts';

const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: ed25519 } = generateKeyPairSync('ed25519');

const encrypted =
  "Error setting up SSH config: Failed to read key 'k': password protected keys are\nnot supported. Please decrypt the key prior to use.";
const locked = { format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' } as const;

describe('private keys', () => {
  it.each([
    ['PKCS#1', rsa.export({ type: 'pkcs1', format: 'pem' }), undefined],
    ['PKCS#8 of RSA', rsa.export({ type: 'pkcs8', format: 'pem' }), undefined],
    ['SEC1', ec.export({ type: 'sec1', format: 'pem' }), undefined],
    ['PKCS#8 of a curve', ec.export({ type: 'pkcs8', format: 'pem' }), undefined],
    ['PKCS#8 of Ed25519', ed25519.export({ type: 'pkcs8', format: 'pem' }), undefined],
    [
      'Windows line ends',
      String(rsa.export({ type: 'pkcs1', format: 'pem' })).replaceAll('\n', '\r\n'),
      undefined,
    ],
    ['encrypted PKCS#1', rsa.export({ type: 'pkcs1', ...locked }), encrypted],
    ['encrypted PKCS#8', rsa.export({ type: 'pkcs8', ...locked }), encrypted],
    ['nothing', '', "Error setting up SSH config: Failed to read key 'k': no key found"],
    ['text', 'hello', "Error setting up SSH config: Failed to read key 'k': no key found"],
  ])('%s', async (_, text, problem) => {
    expect(await privateKeyProblem(Buffer.from(text), 'k')).toBe(problem);
  });
});
