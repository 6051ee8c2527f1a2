import { isArray, isObject, type JsonValue, sortedKeys } from './json-value.ts';

/**
 * Prints JSON as Go's indenting encoder does: keys sorted, two spaces, `&` and the two line
 * separators escaped, but `<` and `>` as they are. No newline at the end.
 */
export function printJson(value: JsonValue, indent = ''): string {
  const inner = `${indent}  `;
  if (isObject(value)) {
    const members = sortedKeys(value).map(
      (key) => `${inner}${printString(key)}: ${printJson(value.get(key) ?? null, inner)}`,
    );
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
  }
  if (isArray(value)) {
    const items = value.map((item) => inner + printJson(item, inner));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'string') return printString(value);
  return typeof value === 'number' ? printNumber(value) : String(value);
}

function printNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function printString(text: string): string {
  const escaped = text.replace(/["\\&\x00-\x1f\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return shortEscapes.get(character) ?? `\\u${code}`;
  });
  return `"${escaped}"`;
}
