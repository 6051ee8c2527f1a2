import { graphemes, ok } from '../../base/index.ts';
import {
  asElements,
  asString,
  bool,
  boolType,
  isNull,
  isWhollyKnown,
  list,
  listOf,
  string,
  stringType,
  unknown,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { count, neverNull, numeric, text } from './arguments.ts';
import { lowerCase, titleCase, upperCase } from './text/letter-case.ts';
import { queryEscape } from './text/query-escape.ts';
import { trimCharacters, trimSpace } from './text/trim.ts';

/** A function from texts to a text that cannot fail. */
function ofTexts(
  name: string,
  parameters: readonly string[],
  change: (...texts: string[]) => string,
): FunctionSpec {
  return {
    name,
    parameters: parameters.map((parameter) => text(parameter)),
    returns: stringType,
    refine: neverNull,
    call: (args) => ok(string(change(...args.map(asString)))),
  };
}

/** A question about two texts. */
function asking(
  name: string,
  parameters: readonly [string, string],
  answer: (whole: string, part: string) => boolean,
): FunctionSpec {
  return {
    name,
    parameters: parameters.map((parameter) => text(parameter)),
    returns: boolType,
    refine: neverNull,
    call: ([whole, part]) => ok(bool(answer(asString(whole!), asString(part!)))),
  };
}

/** More than any machine can address. */
const widest = 2 ** 48;

function indent([spaces, value]: readonly Value[]): FunctionResult {
  const width = count(spaces!);
  if (!width.ok) return callError(width.error);
  if (width.value < 0)
    return callError('panic in function implementation: strings: negative Repeat count');
  if (width.value > widest)
    return callError(
      'panic in function implementation: runtime error: makeslice: len out of range',
    );
  const given = asString(value!);
  if (!given.includes('\n')) return ok(value!);
  return ok(string(given.replaceAll('\n', `\n${' '.repeat(width.value)}`)));
}

function join([separator, ...lists]: readonly Value[]): FunctionResult {
  if (lists.length === 0) return callError('at least one list is required');
  if (!lists.every(isWhollyKnown)) return ok(unknown(stringType));
  const parts: string[] = [];
  for (const [index, each] of lists.entries()) {
    for (const [position, element] of asElements(each).entries()) {
      if (isNull(element)) {
        const where = lists.length > 1 ? `${position} of list ${index + 1}` : `${position}`;
        return argumentError(index + 1, `element ${where} is null; cannot concatenate null values`);
      }
      parts.push(asString(element));
    }
  }
  return ok(string(parts.join(asString(separator!))));
}

/** Splits at the separator; an empty one stands between any two characters. */
function split([separator, value]: readonly Value[]): FunctionResult {
  const whole = asString(value!);
  const between = asString(separator!);
  const parts = between === '' ? Array.from(whole) : whole.split(between);
  return ok(list(stringType, parts.map(string)));
}

function substr([value, offsetValue, lengthValue]: readonly Value[]): FunctionResult {
  const offset = count(offsetValue!);
  if (!offset.ok) return callError(offset.error);
  const length = count(lengthValue!);
  if (!length.ok) return callError(length.error);
  if (offset.value >= 0 && length.value === 0) return ok(string(''));
  const clusters = graphemes(asString(value!));
  const start = offset.value < 0 ? Math.max(clusters.length + offset.value, 0) : offset.value;
  const rest = clusters.slice(start);
  // As observed: a length of 0 after a negative offset means the rest, like a negative length.
  return ok(string((length.value > 0 ? rest.slice(0, length.value) : rest).join('')));
}

const replaceAll = (whole: string, part: string, by: string): string =>
  part === '' ? by + Array.from(whole, (each) => each + by).join('') : whole.split(part).join(by);

/** Functions over texts. */
export const stringFunctions: readonly FunctionSpec[] = [
  ofTexts('chomp', ['str'], (value) => value.replace(/[\r\n]+$/, '')),
  {
    name: 'indent',
    parameters: [numeric('spaces'), text('str')],
    returns: stringType,
    refine: neverNull,
    call: indent,
  },
  {
    name: 'join',
    parameters: [text('separator')],
    variadic: { name: 'lists', type: listOf(stringType) },
    returns: stringType,
    refine: neverNull,
    call: join,
  },
  ofTexts('lower', ['str'], lowerCase),
  ofTexts('replace', ['str', 'substr', 'replace'], replaceAll),
  {
    name: 'split',
    parameters: [text('separator'), text('str')],
    returns: listOf(stringType),
    refine: neverNull,
    call: split,
  },
  asking('startswith', ['str', 'prefix'], (whole, prefix) => whole.startsWith(prefix)),
  asking('endswith', ['str', 'suffix'], (whole, suffix) => whole.endsWith(suffix)),
  {
    ...asking('strcontains', ['str', 'substr'], (whole, part) => whole.includes(part)),
    refine: {},
  },
  ofTexts('strrev', ['str'], (value) => [...graphemes(value)].reverse().join('')),
  {
    name: 'substr',
    parameters: [
      text('str', { allowDynamic: true }),
      numeric('offset', { allowDynamic: true }),
      numeric('length', { allowDynamic: true }),
    ],
    returns: stringType,
    refine: neverNull,
    call: substr,
  },
  ofTexts('title', ['str'], titleCase),
  ofTexts('trim', ['str', 'cutset'], trimCharacters),
  ofTexts('trimprefix', ['str', 'prefix'], (value, prefix) =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  ofTexts('trimspace', ['str'], trimSpace),
  ofTexts('trimsuffix', ['str', 'suffix'], (value, suffix) =>
    suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
  ofTexts('upper', ['str'], upperCase),
  { ...ofTexts('urlencode', ['str'], queryEscape), refine: {} },
];
