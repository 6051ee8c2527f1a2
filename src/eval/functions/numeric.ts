import { ok } from '../../base/index.ts';
import {
  asElements,
  asNumber,
  asString,
  BigFloat,
  convert,
  integer,
  isIterable,
  isNull,
  isWhollyKnown,
  list,
  listOf,
  number,
  numberType,
  quote,
  type Type,
  typeName,
  unknown,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { anything, count, float, neverNull, numeric, wholeNumber } from './arguments.ts';
import { naturalLogarithm } from './logarithm.ts';
import { power } from './power.ts';

function fromFloat(value: number): FunctionResult {
  const exact = BigFloat.fromFloat64(value);
  // The original crashes here, so there are no better words to keep.
  if (exact === undefined)
    return callError('panic in function implementation: the result is not a number');
  return ok(number(exact));
}

/** The whole number next to a number, on the side that `up` says, at the number's precision. */
function roundTo(value: Value, up: boolean): Value {
  const exact = asNumber(value);
  const cut = exact.infinite ? undefined : exact.trunc().toInt();
  if (cut === undefined) return value;
  const beyond = exact.compare(BigFloat.fromInteger(cut));
  const step = up && beyond > 0 ? 1n : !up && beyond < 0 ? -1n : 0n;
  return number(BigFloat.fromInteger(cut + step).withPrecision(exact.precision));
}

function extreme(args: readonly Value[], sign: number): FunctionResult {
  const [first, ...others] = args;
  if (first === undefined) return callError('must pass at least one number');
  let best = first;
  for (const other of others) if (sign * asNumber(other).compare(asNumber(best)) > 0) best = other;
  return ok(best);
}

const digitValues = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parseInteger(text: string, base: number): bigint | undefined {
  const digits = /^[+-]?([0-9A-Za-z]+)$/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  let magnitude = 0n;
  for (const digit of base <= 36 ? digits.toLowerCase() : digits) {
    const value = digitValues.indexOf(digit);
    if (value >= base) return undefined;
    magnitude = magnitude * BigInt(base) + BigInt(value);
  }
  return text.startsWith('-') ? -magnitude : magnitude;
}

function parseint([text, baseValue]: readonly Value[]): FunctionResult {
  const base = count(baseValue!);
  if (!base.ok) return argumentError(1, base.error);
  if (base.value < 2 || base.value > 62)
    return argumentError(1, 'base must be a whole number between 2 and 62 inclusive');
  const written = asString(text!);
  const parsed = parseInteger(written, base.value);
  if (parsed === undefined)
    return argumentError(0, `cannot parse ${quote(written)} as a base ${base.value} integer`);
  return ok(number(BigFloat.fromInteger(parsed, 64)));
}

const longestRange = 1024;

/** Start, end and step of a range. */
function rangeBounds(args: readonly Value[]): readonly BigFloat[] | undefined {
  const [first, second, third] = args.map(asNumber);
  const zero = BigFloat.fromInt64(0);
  if (first === undefined || args.length > 3) return undefined;
  if (third !== undefined) return [first, second!, third];
  const [start, end] = second === undefined ? [zero, first] : [first, second];
  return [start, end, BigFloat.fromInt64(end.compare(start) < 0 ? -1 : 1)];
}

function range(args: readonly Value[]): FunctionResult {
  const bounds = rangeBounds(args);
  if (bounds === undefined) return callError('must have one, two, or three arguments');
  const [start, end, step] = bounds as readonly [BigFloat, BigFloat, BigFloat];
  const down = step.compare(BigFloat.zero) < 0;
  if (down && end.compare(start) > 0)
    return argumentError(1, 'end must be less than start when step is negative');
  if (!down && end.compare(start) < 0)
    return argumentError(1, 'end must be greater than start when step is positive');
  const values: Value[] = [];
  for (let at: BigFloat | undefined = start; at !== undefined; at = at.add(step)) {
    if (down ? at.compare(end) <= 0 : at.compare(end) >= 0) break;
    if (values.length >= longestRange)
      return callError(
        'more than 1024 values were generated; either decrease the difference between start and end or use a smaller step',
      );
    values.push(number(at));
  }
  return ok(list(numberType, values));
}

function sum([values]: readonly Value[]): FunctionResult {
  if (!isIterable(values!)) return argumentError(0, 'cannot sum noniterable');
  const { kind } = values!.type;
  const isSequence = kind === 'list' || kind === 'set' || kind === 'tuple';
  const size = isSequence ? asElements(values!).length : [...sizeOf(values!)].length;
  if (size === 0) return argumentError(0, 'cannot sum an empty list');
  if (!isSequence)
    return argumentError(
      0,
      `argument must be list, set, or tuple. Received ${typeName(values!.type)}`,
    );
  if (!isWhollyKnown(values!)) return ok(unknown(numberType));
  let total: BigFloat | undefined;
  for (const element of asElements(values!)) {
    const converted = isNull(element) ? undefined : convert(element, numberType);
    if (!converted?.ok)
      return argumentError(0, 'argument must be list, set, or tuple of number values');
    const next = asNumber(converted.value);
    const sofar: BigFloat | undefined = total === undefined ? next : total.add(next);
    if (sofar === undefined) return callError("can't compute sum of opposing infinities");
    total = sofar;
  }
  return ok(number(total!));
}

function sizeOf(value: Value): Iterable<unknown> {
  return value.content instanceof Map ? value.content : [];
}

function logarithm([value, base]: readonly Value[]): FunctionResult {
  const x = float(value!);
  if (!x.ok) return callError(x.error);
  const b = float(base!);
  return b.ok
    ? fromFloat(naturalLogarithm(x.value) / naturalLogarithm(b.value))
    : callError(b.error);
}

function raise([value, exponent]: readonly Value[]): FunctionResult {
  const x = float(value!);
  if (!x.ok) return callError(x.error);
  const y = float(exponent!);
  return y.ok ? fromFloat(power(x.value, y.value)) : callError(y.error);
}

function signum([value]: readonly Value[]): FunctionResult {
  const whole = wholeNumber(value!);
  if (!whole.ok) return callError(whole.error);
  return ok(integer(whole.value < 0n ? -1 : whole.value > 0n ? 1 : 0));
}

function parseintType([text]: readonly Value[]): FunctionResult<Type> {
  if (text!.type.kind === 'string') return ok(numberType);
  return argumentError(0, `first argument must be a string, not ${typeName(text!.type)}`);
}

const number1 = numeric('num', { allowDynamic: true });

/** Functions over numbers. */
export const numericFunctions: readonly FunctionSpec[] = [
  {
    name: 'abs',
    parameters: [number1],
    returns: numberType,
    refine: neverNull,
    call: ([value]) => {
      const exact = asNumber(value!);
      return ok(number(exact.negative ? exact.neg() : exact));
    },
  },
  {
    name: 'ceil',
    parameters: [numeric('num')],
    returns: numberType,
    refine: neverNull,
    call: ([value]) => ok(roundTo(value!, true)),
  },
  {
    name: 'floor',
    parameters: [numeric('num')],
    returns: numberType,
    refine: neverNull,
    call: ([value]) => ok(roundTo(value!, false)),
  },
  {
    name: 'log',
    parameters: [numeric('num'), numeric('base')],
    returns: numberType,
    refine: neverNull,
    call: logarithm,
  },
  {
    name: 'max',
    parameters: [],
    variadic: numeric('numbers', { allowDynamic: true }),
    returns: numberType,
    refine: neverNull,
    call: (args) => extreme(args, 1),
  },
  {
    name: 'min',
    parameters: [],
    variadic: numeric('numbers', { allowDynamic: true }),
    returns: numberType,
    refine: neverNull,
    call: (args) => extreme(args, -1),
  },
  {
    name: 'parseint',
    parameters: [anything('number'), numeric('base')],
    returns: parseintType,
    refine: neverNull,
    call: parseint,
  },
  {
    name: 'pow',
    parameters: [numeric('num'), numeric('power')],
    returns: numberType,
    refine: neverNull,
    call: raise,
  },
  {
    name: 'range',
    parameters: [],
    variadic: numeric('params'),
    returns: listOf(numberType),
    refine: neverNull,
    call: range,
  },
  {
    name: 'signum',
    parameters: [numeric('num')],
    returns: numberType,
    refine: neverNull,
    call: signum,
  },
  {
    name: 'sum',
    parameters: [anything('list')],
    returns: numberType,
    refine: neverNull,
    call: sum,
  },
];
