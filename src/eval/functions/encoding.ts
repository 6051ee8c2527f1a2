import { ok } from '../../base/index.ts';
import {
  asString,
  boolType,
  dynamicType,
  isKnown,
  isNeverNull,
  isWhollyKnown,
  list,
  listOf,
  numberType,
  object,
  objectOf,
  quote,
  refinementsOf,
  string,
  stringType,
  type Type,
  unknown,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { anything, neverNull, text } from './arguments.ts';
import { decodeBase64, decodeUtf8, encodeBase64 } from './encoding/base64.ts';
import { gzip } from './encoding/gzip.ts';
import { decodeJson } from './json/decode.ts';
import { encodeJson } from './json/encode.ts';
import type { FunctionPorts } from './ports.ts';
import { parseCsv } from './text/csv.ts';
import { trimSpace } from './text/trim.ts';
import { decodeYaml } from './yaml/decode.ts';
import { encodeYaml } from './yaml/encode.ts';

const bytesOf = (value: Value) => new TextEncoder().encode(asString(value));

function base64decode([value]: readonly Value[]): FunctionResult {
  const written = asString(value!);
  const bytes = decodeBase64(written);
  if (!bytes.ok) return callError(`failed to decode base64 data '${written}'`);
  const decoded = decodeUtf8(bytes.value);
  if (decoded !== undefined) return ok(string(decoded));
  return callError('the result of decoding the the provided string is not valid UTF-8');
}

function csvdecode([value]: readonly Value[]): FunctionResult {
  const { records, error } = parseCsv(asString(value!));
  const [header, ...rows] = records;
  const wrong = error && callError(`CSV parse error on line ${error.line}: ${error.reason}`);
  if (header === undefined) return wrong ?? callError('missing header line');
  const seen = new Set<string>();
  for (const name of header) {
    if (seen.has(name)) return callError(`duplicate column name ${quote(name)}`);
    seen.add(name);
  }
  if (wrong !== undefined) return wrong;
  const type = objectOf(header.map((name) => [name, stringType] as const));
  const objects = rows.map((row) =>
    object(header.map((name, index) => [name, string(row[index] ?? '')] as const)),
  );
  return ok(list(type, objects));
}

/** What an unknown text is going to be, by its known beginning. */
function jsonType([value]: readonly Value[]): FunctionResult<Type> {
  if (isKnown(value!)) return ok(dynamicType);
  const [first] = trimSpace(refinementsOf(value!).stringPrefix ?? '');
  if (first === undefined || '{[n'.includes(first)) return ok(dynamicType);
  if (first === '"') return ok(stringType);
  if (first === 't' || first === 'f') return ok(boolType);
  if ('-0123456789.'.includes(first)) return ok(numberType);
  const shown = first === "'" ? `'\\''` : `'${quote(first).slice(1, -1)}'`;
  return argumentError(0, `a JSON document cannot begin with the character ${shown}`);
}

function jsondecode([value]: readonly Value[]): FunctionResult {
  const decoded = decodeJson(asString(value!));
  return decoded.ok ? decoded : callError(decoded.error);
}

/** How the JSON of a value begins that is not wholly known; nothing if it may be null. */
function jsonBeginning(value: Value): string | undefined {
  if (!isNeverNull(value)) return undefined;
  switch (value.type.kind) {
    case 'string':
      return '"';
    case 'map':
    case 'object':
      return '{';
    case 'list':
    case 'set':
    case 'tuple':
      return '[';
    default:
      return undefined;
  }
}

function jsonencode([value]: readonly Value[]): FunctionResult {
  if (!isWhollyKnown(value!)) {
    const stringPrefix = jsonBeginning(value!);
    return ok(unknown(stringType, stringPrefix === undefined ? {} : { stringPrefix }));
  }
  const encoded = encodeJson(value!);
  return encoded.ok ? ok(string(encoded.value)) : callError(encoded.error);
}

function yamldecode([value]: readonly Value[]): FunctionResult {
  const decoded = decodeYaml(asString(value!));
  if (!decoded.ok) return callError(decoded.error);
  return decoded;
}

function yamlencode([value]: readonly Value[]): FunctionResult {
  return ok(isWhollyKnown(value!) ? string(encodeYaml(value!)) : unknown(stringType));
}

const whatever = { allowNull: true, allowUnknown: true, allowDynamic: true };

/** Functions between values and texts in other notations. */
export function encodingFunctions(ports: FunctionPorts): readonly FunctionSpec[] {
  return [
    { name: 'base64decode', parameters: [text('str')], returns: stringType, call: base64decode },
    {
      name: 'base64encode',
      parameters: [text('str')],
      returns: stringType,
      call: ([value]) => ok(string(encodeBase64(bytesOf(value!)))),
    },
    {
      name: 'base64gzip',
      parameters: [text('str')],
      returns: stringType,
      call: ([value]) => ok(string(encodeBase64(gzip(bytesOf(value!), ports)))),
    },
    {
      name: 'csvdecode',
      parameters: [text('str')],
      returns: ([value]) => ok(isKnown(value!) ? dynamicType : listOf(dynamicType)),
      refine: neverNull,
      call: csvdecode,
    },
    { name: 'jsondecode', parameters: [text('str')], returns: jsonType, call: jsondecode },
    {
      name: 'jsonencode',
      parameters: [anything('val', whatever)],
      returns: stringType,
      refine: neverNull,
      call: jsonencode,
    },
    { name: 'yamldecode', parameters: [text('src')], returns: dynamicType, call: yamldecode },
    {
      name: 'yamlencode',
      parameters: [anything('value', whatever)],
      returns: stringType,
      call: yamlencode,
    },
  ];
}
