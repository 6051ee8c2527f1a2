import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  sortedKeys,
} from '../json/json-value.ts';

/** Objects that are blocks whatever they hold. */
const alwaysBlocks: ReadonlySet<string> = new Set([
  'linux_options',
  'network_interface',
  'shared_image_gallery',
]);

/** `name = value` with its line end. Not formatted; the whole file is, at the end. */
export function attribute(name: string, value: JsonValue): string {
  return `${name} = ${valueText(value)}\n`;
}

/** A block with its body and line end. */
export function block(type: string, labels: readonly string[], body: string): string {
  const head = [type, ...labels.map(quoted)].join(' ');
  return `${head} {\n${body}}\n`;
}

/** The body of a component as arguments and blocks, in the order of the keys. */
export function componentBody(config: JsonObject): string {
  return sortedKeys(config)
    .map((key) => member(key, config.get(key) ?? null))
    .join('');
}

function member(key: string, value: JsonValue): string {
  if (isObject(value)) {
    const plain = value.size > 0 && [...value.values()].every(isScalar);
    return plain && !alwaysBlocks.has(key)
      ? attribute(key, value)
      : block(key, [], componentBody(value));
  }
  if (!isArray(value)) return attribute(key, value);
  if (value.length > 0 && value.every(isObject)) {
    return value.map((element) => block(key, [], componentBody(element))).join('');
  }
  return value.length === 0 ? '' : attribute(key, value);
}

function isScalar(value: JsonValue): boolean {
  return value !== null && !isObject(value) && !isArray(value);
}

/** A value as an expression. */
export function valueText(value: JsonValue): string {
  if (isObject(value)) {
    if (value.size === 0) return '{}';
    const members = sortedKeys(value).map(
      (key) => `${isIdentifier(key) ? key : quoted(key)} = ${valueText(value.get(key) ?? null)}\n`,
    );
    return `{\n${members.join('')}}`;
  }
  if (isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' ? decimal(value) : String(value);
}

function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text);
}

/** The shortest decimal without an exponent. */
function decimal(value: number): string {
  const [mantissa = '', exponentText = '0'] = String(value).split('e');
  const exponent = Number(exponentText);
  if (exponent === 0) return mantissa;
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const sign = value < 0 ? '-' : '';
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** A text in quotes, with template sequences escaped. */
export function quoted(text: string): string {
  const inner = text
    .replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escaped)
    .replace(/([$%])\{/g, '$1$1{');
  return `"${inner}"`;
}

function escaped(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
