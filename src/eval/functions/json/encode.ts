import { failed, goJson, ok, type Result } from '../../../base/index.ts';
import {
  asBool,
  asElements,
  asEntries,
  asNumber,
  asString,
  BigFloat,
  isNull,
  type Value,
} from '../../../values/index.ts';

/** A JSON string that is also safe inside HTML. */
export function quoteJson(text: string): string {
  return goJson(JSON.stringify(text));
}

function write(value: Value): string {
  if (isNull(value)) return 'null';
  switch (value.type.kind) {
    case 'string':
      return quoteJson(asString(value));
    case 'bool':
      return String(asBool(value));
    case 'number':
      return asNumber(value).toText();
    case 'list':
    case 'set':
    case 'tuple':
      return `[${asElements(value).map(write).join(',')}]`;
    case 'map':
    case 'object':
      return `{${Array.from(asEntries(value), ([key, each]) => `${quoteJson(key)}:${write(each)}`).join(',')}}`;
    case 'dynamic':
    case 'capsule':
      throw new Error(`a ${value.type.kind} has no JSON form`);
  }
}

function hasInfinity(value: Value): boolean {
  const { content } = value;
  if (content instanceof BigFloat) return content.infinite;
  if (Array.isArray(content)) return content.some(hasInfinity);
  return content instanceof Map && [...content.values()].some(hasInfinity);
}

/** Writes a wholly known value as JSON without spaces, numbers with all their digits. */
export function encodeJson(value: Value): Result<string, string> {
  if (hasInfinity(value)) return failed('cannot serialize infinity as JSON');
  return ok(write(value));
}
