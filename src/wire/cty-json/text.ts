import type { Value } from '../../values/index.ts';
import type { Json } from '../json.ts';
import { ProtocolError } from '../protocol.ts';
import { valueFromJson, valueToJson } from './value.ts';

/** A value with its type as a JSON text. */
export function valueToJsonText(value: Value): string {
  return JSON.stringify(valueToJson(value));
}

/** A value with its type from a JSON text; numbers keep all their digits. */
export function valueFromJsonText(text: string, where: string): Value {
  return valueFromJson(parsed(text, where), where);
}

function parsed(text: string, where: string): Json {
  try {
    return JSON.parse(withExactNumbers(text));
  } catch (cause) {
    throw new ProtocolError(`${where}: this is not JSON`, { cause });
  }
}

const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** The text with quotes around every number that a double would change; strings count as numbers too. */
function withExactNumbers(text: string): string {
  return text.replace(stringOrNumber, (token) => {
    const isExact = token.startsWith('"') || String(Number(token)) === token;
    return isExact ? token : `"${token}"`;
  });
}
