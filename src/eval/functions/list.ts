import { compareText, graphemes, ok } from '../../base/index.ts';
import {
  asElements,
  asNumber,
  asString,
  BigFloat,
  bool,
  boolType,
  compareEqual,
  convert,
  dynamicType,
  dynamicUnknown,
  isFalse,
  isKnown,
  isNull,
  isTrue,
  isWhollyKnown,
  integer,
  lengthOf,
  list,
  listOf,
  numberType,
  string,
  stringType,
  tuple,
  tupleOf,
  type Type,
  typeName,
  unify,
  unknown,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { anything, count, neverNull, numeric, wholeNumber } from './arguments.ts';

const boolList = { name: 'list', type: listOf(boolType) };
const anyList = { name: 'list', type: listOf(dynamicType) };

function alltrue([values]: readonly Value[]): FunctionResult {
  for (const each of asElements(values!)) {
    if (!isKnown(each)) return ok(unknown(boolType));
    if (isNull(each) || isFalse(each)) return ok(bool(false));
  }
  return ok(bool(true));
}

function anytrue([values]: readonly Value[]): FunctionResult {
  const elements = asElements(values!);
  if (elements.some(isTrue)) return ok(bool(true));
  return ok(elements.every(isKnown) ? bool(false) : unknown(boolType));
}

function chunklist([values, sizeValue]: readonly Value[]): FunctionResult {
  const size = count(sizeValue!);
  if (!size.ok) return callError(`invalid size: ${size.error}`);
  if (size.value < 0) return callError('the size argument must be positive');
  const elements = asElements(values!);
  const { type } = values!;
  if (elements.length === 0) return ok(list(type, []));
  if (size.value === 0) return ok(list(type, [values!]));
  const elementType = type.kind === 'list' ? type.element : dynamicType;
  const chunks: Value[] = [];
  for (let at = 0; at < elements.length; at += size.value)
    chunks.push(list(elementType, elements.slice(at, at + size.value)));
  return ok(list(type, chunks));
}

function coalesceType(args: readonly Value[]): FunctionResult<Type> {
  const type = unify(args.map((arg) => arg.type));
  return type === undefined ? callError('all arguments must have the same type') : ok(type);
}

function coalesce(args: readonly Value[], type: Type): FunctionResult {
  for (const arg of args) {
    const converted = convert(arg, type);
    const value = converted.ok ? converted.value : arg;
    if (!isKnown(value)) return ok(unknown(type));
    if (isNull(value)) continue;
    if (type.kind !== 'string' || asString(value) !== '') return ok(value);
  }
  return callError('no non-null, non-empty-string arguments');
}

function coalescelist(args: readonly Value[]): FunctionResult {
  for (const arg of args) {
    if (!isKnown(arg)) return ok(dynamicUnknown);
    if (!isNull(arg) && asElements(arg).length > 0) return ok(arg);
  }
  return callError('no non-null arguments');
}

function compact([values]: readonly Value[], type: Type): FunctionResult {
  if (!isWhollyKnown(values!)) return ok(unknown(type));
  const kept = asElements(values!).filter((each) => !isNull(each) && asString(each) !== '');
  return ok(list(stringType, kept));
}

/** Element types of the arguments in a row; undefined where an unknown list hides how many. */
function concatenatedTypes(args: readonly Value[]): FunctionResult<Type> {
  const types: Type[] = [];
  for (const [index, arg] of args.entries()) {
    const { type } = arg;
    if (type.kind === 'tuple') types.push(...type.elements);
    else if (type.kind === 'list') {
      if (!isKnown(arg)) return ok(dynamicType);
      types.push(...asElements(arg).map(() => type.element));
    } else
      return argumentError(index, `all arguments must be lists or tuples; got ${typeName(type)}`);
  }
  return ok(tupleOf(types));
}

function concatType(args: readonly Value[]): FunctionResult<Type> {
  if (args.length === 0) return callError('at least one argument is required');
  const types = args.map((arg) => arg.type);
  const common = types.every((type) => type.kind === 'list') ? unify(types) : undefined;
  return common === undefined ? concatenatedTypes(args) : ok(common);
}

function concat(args: readonly Value[], type: Type): FunctionResult {
  if (type.kind !== 'list') return ok(tuple(args.flatMap(asElements)));
  const elements: Value[] = [];
  for (const [index, arg] of args.entries()) {
    const converted = convert(arg, type);
    if (!converted.ok) return argumentError(index, converted.error);
    elements.push(...asElements(converted.value));
  }
  return ok(list(type.element, elements));
}

const isSequence = ({ kind }: Type) => kind === 'list' || kind === 'tuple' || kind === 'set';

function contains([values, wanted]: readonly Value[]): FunctionResult {
  if (!isSequence(values!.type)) return callError('argument must be list, tuple, or set');
  let undecided = false;
  for (const each of asElements(values!)) {
    const equal = compareEqual(wanted!, each);
    if (equal === true) return ok(bool(true));
    undecided ||= equal === undefined;
  }
  return ok(undecided ? unknown(boolType) : bool(false));
}

function distinct([values]: readonly Value[], type: Type): FunctionResult {
  if (!isWhollyKnown(values!)) return ok(unknown(type));
  const kept: Value[] = [];
  const texts = new Set<string>();
  for (const each of asElements(values!)) {
    if (typeof each.content === 'string') {
      if (texts.has(each.content)) continue;
      texts.add(each.content);
    } else if (kept.some((other) => compareEqual(other, each) === true)) continue;
    kept.push(each);
  }
  return ok(list(type.kind === 'list' ? type.element : dynamicType, kept));
}

function elementType([values, index]: readonly Value[]): FunctionResult<Type> {
  const { type } = values!;
  if (isKnown(index!) && asNumber(index!).compare(BigFloat.zero) < 0)
    return callError('cannot use element function with a negative index');
  if (type.kind === 'list') return ok(type.element);
  if (type.kind !== 'tuple') return callError(`cannot read elements from ${typeName(type)}`);
  if (!isKnown(index!)) return ok(dynamicType);
  const whole = wholeNumber(index!);
  if (!whole.ok) return callError(`invalid index: ${whole.error}`);
  if (type.elements.length === 0)
    return callError('cannot use element function with an empty list');
  return ok(type.elements[Number(whole.value % BigInt(type.elements.length))]!);
}

function elementOf([values, index]: readonly Value[]): FunctionResult {
  const whole = wholeNumber(index!);
  if (!whole.ok) return callError(`invalid index: ${whole.error}`);
  const elements = asElements(values!);
  if (elements.length === 0) return callError('cannot use element function with an empty list');
  return ok(elements[Number(whole.value % BigInt(elements.length))]!);
}

/** The innermost elements in a row; undefined where something unknown may be a sequence. */
function flattened(values: Value): readonly Value[] | undefined {
  if (!isKnown(values) || (values.type.kind === 'set' && !isKnown(lengthOf(values))))
    return undefined;
  const flat: Value[] = [];
  for (const each of asElements(values)) {
    if (!isKnown(each) && each.type.kind === 'dynamic') return undefined;
    if (isNull(each) || !isSequence(each.type)) flat.push(each);
    else {
      const inner = flattened(each);
      if (inner === undefined) return undefined;
      flat.push(...inner);
    }
  }
  return flat;
}

function flatten([values]: readonly Value[]): FunctionResult {
  if (!isSequence(values!.type)) {
    if (!isWhollyKnown(values!)) return ok(dynamicUnknown);
    return callError('can only flatten lists, sets and tuples');
  }
  const flat = flattened(values!);
  return ok(flat === undefined || !isWhollyKnown(values!) ? dynamicUnknown : tuple(flat));
}

function index([values, wanted]: readonly Value[]): FunctionResult {
  const { kind } = values!.type;
  if (kind !== 'list' && kind !== 'tuple') return callError('argument must be a list or tuple');
  const elements = asElements(values!);
  if (elements.length === 0) return callError('cannot search an empty list');
  for (const [position, each] of elements.entries()) {
    const equal = compareEqual(each, wanted!);
    if (equal === undefined) return ok(unknown(numberType));
    if (equal) return ok(integer(position));
  }
  return callError('item not found');
}

function length([value]: readonly Value[]): FunctionResult {
  const { kind } = value!.type;
  if (kind === 'number' || kind === 'bool' || kind === 'capsule')
    return callError('argument must be a string, a collection type, or a structural type');
  if (kind === 'dynamic') return ok(unknown(numberType, neverNull));
  if (kind !== 'string') return ok(lengthOf(value!));
  if (isKnown(value!)) return ok(integer(graphemes(asString(value!)).length));
  return ok(unknown(numberType, { notNull: true, numberMin: prefixLength(value!) }));
}

/** A text is at least as long as the part of it that is known. */
function prefixLength({ content }: Value) {
  const prefix =
    content !== null && typeof content === 'object' && 'refinements' in content
      ? (content.refinements.stringPrefix ?? '')
      : '';
  return { value: BigFloat.fromInt64(graphemes(prefix).length), inclusive: true };
}

function reverseType([values]: readonly Value[]): FunctionResult<Type> {
  const { type } = values!;
  if (type.kind === 'tuple') return ok(tupleOf([...type.elements].reverse()));
  if (type.kind === 'list' || type.kind === 'set') return ok(listOf(type.element));
  return argumentError(0, `can only reverse list or tuple values, not ${typeName(type)}`);
}

function reverse([values]: readonly Value[], type: Type): FunctionResult {
  const reversed = [...asElements(values!)].reverse();
  return ok(type.kind === 'list' ? list(type.element, reversed) : tuple(reversed));
}

interface Bounds {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** One bound of a slice; undefined if it is unknown. */
function bound(
  value: Value,
  at: { readonly index: number; readonly name: string; readonly length: number | undefined },
): FunctionResult<number | undefined> {
  if (!isKnown(value)) return ok(undefined);
  const whole = count(value);
  if (!whole.ok) return argumentError(at.index, `invalid ${at.name}: ${whole.error}`);
  if (whole.value < 0) return argumentError(at.index, `${at.name} must not be less than zero`);
  if (at.length !== undefined && whole.value > at.length)
    return argumentError(at.index, `${at.name} must not be greater than the length of the list`);
  return whole;
}

function sliceBounds([values, from, to]: readonly Value[]): FunctionResult<Bounds> {
  const { type } = values!;
  const known = isKnown(values!) ? asElements(values!).length : undefined;
  const length = type.kind === 'tuple' ? type.elements.length : known;
  const start = bound(from!, { index: 1, name: 'start index', length });
  if (!start.ok) return start;
  const end = bound(to!, { index: 2, name: 'end index', length });
  if (!end.ok) return end;
  if (start.value !== undefined && end.value !== undefined && start.value > end.value)
    return argumentError(1, 'start index must not be greater than end index');
  return ok({ start: start.value, end: end.value });
}

function sliceType(args: readonly Value[]): FunctionResult<Type> {
  const { type } = args[0]!;
  if (type.kind === 'set')
    return argumentError(
      0,
      'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important',
    );
  if (type.kind !== 'list' && type.kind !== 'tuple')
    return argumentError(0, 'must be a list or tuple value');
  const bounds = sliceBounds(args);
  if (!bounds.ok) return bounds;
  if (type.kind !== 'tuple') return ok(type);
  const { start, end } = bounds.value;
  if (start === undefined || end === undefined) return ok(dynamicType);
  return ok(tupleOf(type.elements.slice(start, end)));
}

function slice(args: readonly Value[], type: Type): FunctionResult {
  const bounds = sliceBounds(args);
  if (!bounds.ok) return bounds;
  const kept = asElements(args[0]!).slice(bounds.value.start, bounds.value.end);
  return ok(type.kind === 'list' ? list(type.element, kept) : tuple(kept));
}

function sort([values]: readonly Value[], type: Type): FunctionResult {
  if (!isWhollyKnown(values!)) {
    const size = lengthOf(values!).content;
    const exact = size instanceof BigFloat ? size.toSafeInteger() : undefined;
    const bounds = exact === undefined ? {} : { lengthMin: exact, lengthMax: exact };
    return ok(unknown(type, { ...neverNull, ...bounds }));
  }
  const texts: string[] = [];
  for (const [position, each] of asElements(values!).entries()) {
    if (isNull(each))
      return callError(`given list element ${position} is null; a null string cannot be sorted`);
    texts.push(asString(each));
  }
  return ok(list(stringType, texts.sort(compareText).map(string)));
}

function coalescelistType(args: readonly Value[]): FunctionResult<Type> {
  if (args.length === 0) return callError('at least one argument is required');
  for (const arg of args) {
    if (!isKnown(arg)) break;
    if (arg.type.kind !== 'list' && arg.type.kind !== 'tuple')
      return callError('coalescelist arguments must be lists or tuples');
  }
  return ok(dynamicType);
}

/** Functions over sequences. */
export const listFunctions: readonly FunctionSpec[] = [
  { name: 'alltrue', parameters: [boolList], returns: boolType, refine: neverNull, call: alltrue },
  { name: 'anytrue', parameters: [boolList], returns: boolType, refine: neverNull, call: anytrue },
  {
    name: 'chunklist',
    parameters: [anyList, numeric('size')],
    returns: ([values]) => ok(listOf(values!.type)),
    refine: neverNull,
    call: chunklist,
  },
  {
    name: 'coalesce',
    parameters: [],
    variadic: anything('vals', { allowNull: true, allowUnknown: true, allowDynamic: true }),
    returns: coalesceType,
    call: coalesce,
  },
  {
    name: 'coalescelist',
    parameters: [],
    variadic: anything('vals', { allowNull: true, allowUnknown: true, allowDynamic: true }),
    returns: coalescelistType,
    refine: neverNull,
    call: coalescelist,
  },
  {
    name: 'compact',
    parameters: [{ name: 'list', type: listOf(stringType) }],
    returns: listOf(stringType),
    refine: neverNull,
    call: compact,
  },
  {
    name: 'concat',
    parameters: [],
    variadic: anything('seqs'),
    returns: concatType,
    refine: neverNull,
    call: concat,
  },
  {
    name: 'contains',
    parameters: [anything('list'), anything('value')],
    returns: boolType,
    refine: neverNull,
    call: contains,
  },
  {
    name: 'distinct',
    parameters: [anyList],
    returns: ([values]) => ok(values!.type),
    refine: neverNull,
    call: distinct,
  },
  {
    name: 'element',
    parameters: [anything('list'), numeric('index')],
    returns: elementType,
    call: elementOf,
  },
  {
    name: 'flatten',
    parameters: [anything('list')],
    returns: dynamicType,
    refine: neverNull,
    call: flatten,
  },
  {
    name: 'index',
    parameters: [anything('list'), anything('value')],
    returns: numberType,
    refine: neverNull,
    call: index,
  },
  {
    name: 'length',
    parameters: [anything('value', { allowUnknown: true, allowDynamic: true })],
    returns: numberType,
    refine: neverNull,
    call: length,
  },
  {
    name: 'reverse',
    parameters: [anything('list')],
    returns: reverseType,
    refine: neverNull,
    call: reverse,
  },
  {
    name: 'slice',
    parameters: [anything('list'), numeric('start_index'), numeric('end_index')],
    returns: sliceType,
    refine: neverNull,
    call: slice,
  },
  {
    name: 'sort',
    parameters: [{ name: 'list', type: listOf(stringType), allowUnknown: true }],
    returns: listOf(stringType),
    refine: neverNull,
    call: sort,
  },
];
