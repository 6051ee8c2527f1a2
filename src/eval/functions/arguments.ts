import { failed, ok, type Result } from '../../base/index.ts';
import { asNumber, dynamicType, numberType, stringType, type Value } from '../../values/index.ts';
import type { Parameter } from '../function-spec.ts';

/** What a parameter lets through besides known values. */
type Allowances = Omit<Parameter, 'name' | 'type'>;

/** A parameter for text. */
export const text = (name: string, allow: Allowances = {}): Parameter => ({
  name,
  type: stringType,
  ...allow,
});

/** A parameter for a number. */
export const numeric = (name: string, allow: Allowances = {}): Parameter => ({
  name,
  type: numberType,
  ...allow,
});

/** A parameter for anything. */
export const anything = (name: string, allow: Allowances = {}): Parameter => ({
  name,
  type: dynamicType,
  ...allow,
});

/** True of every result of almost all functions. */
export const neverNull = { notNull: true } as const;

const least = -(1n << 63n);
const most = (1n << 63n) - 1n;

const notWhole =
  'value must be a whole number, between -9223372036854775808 and 9223372036854775807';

/** A whole number of at most 64 bits, or the sentence that says so. */
export function wholeNumber(value: Value): Result<bigint, string> {
  const whole = asNumber(value).toInt();
  return whole === undefined || whole < least || whole > most ? failed(notWhole) : ok(whole);
}

/** A whole number to count with. Numbers too large to count to stay too large. */
export function count(value: Value): Result<number, string> {
  const whole = wholeNumber(value);
  return whole.ok ? ok(Number(whole.value)) : whole;
}

/** A 64-bit float, or the sentence that says that the number is too large for one. */
export function float(value: Value): Result<number, string> {
  const exact = asNumber(value);
  const nearest = exact.toFloat64();
  if (Number.isFinite(nearest) || exact.infinite) return ok(nearest);
  const limit = `${BigInt(Number.MAX_VALUE)}.000000`;
  return failed(`value must be between -${limit} and ${limit} inclusive`);
}
