import { ok } from '../../base/index.ts';
import {
  asElements,
  asString,
  isKnown,
  isNull,
  isWhollyKnown,
  lengthOf,
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
import { anything, neverNull, text } from './arguments.ts';
import { formatText } from './format/format.ts';
import { knownPrefix } from './text/known-prefix.ts';

function format([formatValue, ...args]: readonly Value[]): FunctionResult {
  const written = asString(formatValue!);
  if (!args.every(isWhollyKnown)) {
    const percent = written.indexOf('%');
    if (percent <= 0) return ok(unknown(stringType));
    return ok(unknown(stringType, { stringPrefix: knownPrefix(written.slice(0, percent)) }));
  }
  const formatted = formatText(written, args);
  if (formatted.ok) return ok(string(formatted.value));
  const { error } = formatted;
  return error.kind === 'surplus'
    ? argumentError(error.index + 1, error.message)
    : callError(error.message);
}

/** What an argument of `formatlist` gives to each iteration. */
type Supply =
  | { readonly kind: 'each'; readonly elements: readonly Value[] }
  | { readonly kind: 'same'; readonly value: Value }
  | { readonly kind: 'unknown' };

const isSequence = ({ kind }: Value['type']) =>
  kind === 'list' || kind === 'set' || kind === 'tuple';

function supplyOf(arg: Value): Supply {
  if (!isSequence(arg.type) || isNull(arg)) return { kind: 'same', value: arg };
  if (!isKnown(arg)) return { kind: 'unknown' };
  if (arg.type.kind === 'set' && !isKnown(lengthOf(arg))) return { kind: 'unknown' };
  return { kind: 'each', elements: asElements(arg) };
}

/** The length of a sequence, known also for tuples that are not. */
function sequenceLength(arg: Value, supply: Supply): number | undefined {
  if (supply.kind === 'each') return supply.elements.length;
  return supply.kind === 'unknown' && arg.type.kind === 'tuple'
    ? arg.type.elements.length
    : undefined;
}

function formatIteration(
  written: string,
  supplies: readonly Supply[],
  iteration: number,
): FunctionResult {
  const args: Value[] = [];
  for (const supply of supplies) {
    if (supply.kind === 'each') args.push(supply.elements[iteration]!);
    else if (supply.kind === 'same') args.push(supply.value);
  }
  if (!args.every(isWhollyKnown)) return ok(unknown(stringType, neverNull));
  const formatted = formatText(written, args);
  if (formatted.ok) return ok(string(formatted.value));
  return callError(`error on format iteration ${iteration}: ${formatted.error.message}`);
}

function formatlist([formatValue, ...args]: readonly Value[]): FunctionResult {
  const written = asString(formatValue!);
  if (args.length === 0) {
    const single = format([formatValue!]);
    return single.ok ? ok(list(stringType, [single.value])) : single;
  }
  const supplies = args.map(supplyOf);
  let length: number | undefined;
  let chooser = 0;
  for (const [index, supply] of supplies.entries()) {
    const own = sequenceLength(args[index]!, supply);
    if (own === undefined) continue;
    if (length === undefined) {
      length = own;
      chooser = index;
    } else if (own !== length)
      return argumentError(
        index + 1,
        `argument ${index + 1} has length ${own}, which is inconsistent with argument ${chooser + 1} of length ${length}`,
      );
  }
  if (supplies.some((supply) => supply.kind === 'unknown')) return ok(unknown(listOf(stringType)));
  const results: Value[] = [];
  for (let iteration = 0; iteration < (length ?? 1); iteration++) {
    const result = formatIteration(written, supplies, iteration);
    if (!result.ok) return result;
    results.push(result.value);
  }
  return ok(list(stringType, results));
}

const formatted = anything('args', { allowNull: true, allowUnknown: true });

/** Functions that print by verbs. */
export const formattingFunctions: readonly FunctionSpec[] = [
  {
    name: 'format',
    parameters: [text('format')],
    variadic: formatted,
    returns: stringType,
    refine: neverNull,
    call: format,
  },
  {
    name: 'formatlist',
    parameters: [text('format')],
    variadic: formatted,
    returns: listOf(stringType),
    refine: neverNull,
    call: formatlist,
  },
];
