import { ok } from '../../base/index.ts';
import { asString, quote, string, stringType, type Value } from '../../values/index.ts';
import { callError, type FunctionResult, type FunctionSpec } from '../function-spec.ts';
import { text } from './arguments.ts';
import { decodePem, decryptRsa, parseRsaKey } from './crypto/rsa.ts';
import { namespaceBytes, uuidText } from './crypto/uuid.ts';
import { decodeBase64 } from './encoding/base64.ts';
import type { FunctionPorts } from './ports.ts';

const bytesOf = (value: Value) => new TextEncoder().encode(asString(value));

function hash(name: 'md5' | 'sha1' | 'sha256' | 'sha512', ports: FunctionPorts): FunctionSpec {
  return {
    name,
    parameters: [text('str')],
    returns: stringType,
    call: ([value]) => {
      const digest = ports.digest(name, bytesOf(value!));
      return ok(string(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')));
    },
  };
}

/** Keys below this are refused as insecure. */
const shortestKey = 1024;

function rsadecrypt([cipherText, keyText]: readonly Value[]): FunctionResult {
  const cipher = decodeBase64(asString(cipherText!));
  if (!cipher.ok)
    return callError(
      `failed to decode input ${quote(asString(cipherText!))}: cipher text must be base64-encoded`,
    );
  const block = decodePem(asString(keyText!));
  if (!block.ok) return callError(block.error);
  const key = parseRsaKey(block.value);
  if (!key.ok) return callError(key.error);
  const bits = key.value.modulus.toString(2).length;
  if (bits < shortestKey)
    return callError(
      `crypto/rsa: ${bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`,
    );
  const clear = decryptRsa(key.value, cipher.value);
  if (clear === undefined) return callError('crypto/rsa: decryption error');
  return ok(string(new TextDecoder('utf-8', { ignoreBOM: true }).decode(clear)));
}

function uuidv5([namespace, name]: readonly Value[], ports: FunctionPorts): FunctionResult {
  const written = asString(namespace!);
  const space = namespaceBytes(written);
  if (!space.ok) return callError(`uuidv5() doesn't support namespace ${written} (${space.error})`);
  const digest = ports.digest('sha1', new Uint8Array([...space.value, ...bytesOf(name!)]));
  return ok(string(uuidText(digest, 5)));
}

/** Hashes, decryption and identifiers. */
export function cryptoFunctions(ports: FunctionPorts): readonly FunctionSpec[] {
  return [
    hash('md5', ports),
    hash('sha1', ports),
    hash('sha256', ports),
    hash('sha512', ports),
    {
      name: 'rsadecrypt',
      parameters: [text('ciphertext'), text('privatekey')],
      returns: stringType,
      call: rsadecrypt,
    },
    {
      name: 'uuidv4',
      parameters: [],
      returns: stringType,
      call: () => ok(string(uuidText(ports.randomBytes(16), 4))),
    },
    {
      name: 'uuidv5',
      parameters: [text('namespace'), text('name')],
      returns: stringType,
      call: (args) => uuidv5(args, ports),
    },
  ];
}
