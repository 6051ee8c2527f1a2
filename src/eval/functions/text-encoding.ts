import { ok } from '../../base/index.ts';
import { asString, quote, string, stringType, type Value } from '../../values/index.ts';
import { argumentError, type FunctionResult, type FunctionSpec } from '../function-spec.ts';
import { neverNull, text } from './arguments.ts';
import { decodeBase64, encodeBase64 } from './encoding/base64.ts';
import { findCodec } from './encoding/text-codec.ts';

const unsupported = (name: string) =>
  argumentError(1, `${quote(name)} is not a supported IANA encoding name or alias`);

function encode([value, encoding]: readonly Value[]): FunctionResult {
  const codec = findCodec(asString(encoding!));
  if (codec === undefined) return unsupported(asString(encoding!));
  const bytes = codec.encode(asString(value!));
  if (bytes !== undefined) return ok(string(encodeBase64(bytes)));
  return argumentError(
    0,
    `the given string contains characters that cannot be represented in ${codec.name}`,
  );
}

function decode([source, encoding]: readonly Value[]): FunctionResult {
  const codec = findCodec(asString(encoding!));
  if (codec === undefined) return unsupported(asString(encoding!));
  const bytes = decodeBase64(asString(source!));
  if (!bytes.ok)
    return argumentError(
      0,
      `the given value is has an invalid base64 symbol at offset ${bytes.error}`,
    );
  const decoded = codec.decode(bytes.value);
  if (decoded !== undefined) return ok(string(decoded));
  return argumentError(
    0,
    `the given string contains symbols that are not defined for ${codec.name}`,
  );
}

/** Functions over other encodings than UTF-8. This module has large tables, so load it only when needed. */
export const textEncodingFunctions: readonly FunctionSpec[] = [
  {
    name: 'textdecodebase64',
    parameters: [text('source'), text('encoding')],
    returns: stringType,
    refine: neverNull,
    call: decode,
  },
  {
    name: 'textencodebase64',
    parameters: [text('string'), text('encoding')],
    returns: stringType,
    refine: neverNull,
    call: encode,
  },
];
