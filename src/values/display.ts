import { unreachable } from '../base/index.ts';
import type { BigFloat } from './big-float.ts';
import {
  asBool,
  asElements,
  asEntries,
  asNumber,
  asString,
  isNull,
  isWhollyKnown,
} from './inspect.ts';
import { quote } from '../base/index.ts';
import type { Value } from './value.ts';

const unknownText = '<unknown>';

/**
 * A value as the console prints it (template-language 7.4): text as it is at the top, quoted inside;
 * `<unknown>` if any part is unknown. Marks are not looked at.
 */
export function displayText(value: Value): string {
  if (!isWhollyKnown(value)) return unknownText;
  return !isNull(value) && value.type.kind === 'string' ? asString(value) : nested(value, '');
}

function nested(value: Value, indent: string): string {
  if (isNull(value)) return 'null';
  const { type } = value;
  switch (type.kind) {
    case 'string':
      return quote(asString(value));
    case 'bool':
      return String(asBool(value));
    case 'number':
      return displayNumber(asNumber(value));
    case 'list':
    case 'set':
    case 'tuple':
      return sequence(asElements(value), indent);
    case 'map':
    case 'object':
      return mapping(asEntries(value), indent);
    case 'dynamic':
    case 'capsule':
      return unknownText;
    default:
      return unreachable(type);
  }
}

function sequence(elements: readonly Value[], indent: string): string {
  if (elements.length === 0) return '[]';
  const inner = `${indent}  `;
  const lines = elements.map((element) => `${inner}${nested(element, inner)},\n`);
  return `[\n${lines.join('')}${indent}]`;
}

/** Entries that are null are left out. */
function mapping(entries: ReadonlyMap<string, Value>, indent: string): string {
  const inner = `${indent}  `;
  let lines = '';
  for (const [name, value] of entries) {
    if (!isNull(value)) lines += `${inner}${quote(name)} = ${nested(value, inner)}\n`;
  }
  return lines === '' ? '{}' : `{\n${lines}${indent}}`;
}

const int64 = 2n ** 63n;

/** Whole numbers of 64 bits in full, all others as 64-bit floats. */
function displayNumber(value: BigFloat): string {
  const whole = value.toInt();
  if (whole !== undefined && whole >= -int64 && whole < int64) return whole.toString();
  return floatText(value.toFloat64());
}

/** A 64-bit float with the fewest digits that identify it, in Go's `%g` style (template-language 3.9). */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  // JavaScript writes everything plainly that Go writes plainly.
  if (exponent >= -4 && exponent < 6) return String(value);
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
}
