import { ok } from '../../base/index.ts';
import {
  asElements,
  compareEqual,
  convert,
  dynamicType,
  isKnown,
  isWhollyKnown,
  lengthOf,
  list,
  listOf,
  refinementsOf,
  set,
  setOf,
  tuple,
  tupleOf,
  type Type,
  typeEquals,
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
import { anything, neverNull } from './arguments.ts';

const isEmpty = (value: Value) => isKnown(value) && asElements(value).length === 0;

/** Sets of one common element type; empty sets of unknown element type have no say. */
function commonSet(args: readonly Value[]): FunctionResult<Type> {
  const types: Type[] = [];
  for (const arg of args) {
    const element = arg.type.kind === 'set' ? arg.type.element : dynamicType;
    if (!(isEmpty(arg) && element.kind === 'dynamic')) types.push(element);
  }
  if (types.length === 0) return ok(setOf(dynamicType));
  const common = unify(types);
  if (common !== undefined) return ok(setOf(common));
  return callError('given sets must all have compatible element types');
}

function convertAll(args: readonly Value[], type: Type): FunctionResult<readonly Value[]> {
  const sets: Value[] = [];
  for (const [index, arg] of args.entries()) {
    const converted = convert(arg, type);
    if (!converted.ok) return argumentError(index, converted.error);
    sets.push(converted.value);
  }
  // Untyped nulls keep sets from being of one type; the original crashes here.
  if (sets.some(({ type: each }) => !typeEquals(each, sets[0]!.type)))
    return callError('panic in function implementation: incompatible set rules');
  return ok(sets);
}

const elementOf = (type: Type) => (type.kind === 'set' ? type.element : dynamicType);

function union(args: readonly Value[], type: Type): FunctionResult {
  const sets = convertAll(args, type);
  return sets.ok ? ok(set(elementOf(type), sets.value.flatMap(asElements))) : sets;
}

function intersection(args: readonly Value[], type: Type): FunctionResult {
  const sets = convertAll(args, type);
  if (!sets.ok) return sets;
  if (!sets.value.every(isWhollyKnown)) return ok(unknown(type));
  const [first, ...others] = sets.value.map(asElements);
  const common = first!.filter((each) =>
    others.every((other) => other.some((candidate) => compareEqual(candidate, each) === true)),
  );
  return ok(set(elementOf(type), common));
}

function productType(args: readonly Value[]): FunctionResult<Type> {
  if (args.length < 2) return callError('at least two arguments are required');
  const elements: Type[] = [];
  for (const [index, { type }] of args.entries()) {
    if (type.kind === 'set' || type.kind === 'list') elements.push(type.element);
    else if (type.kind !== 'tuple') return argumentError(index, 'a set or a list is required');
    else if (type.elements.length === 0) elements.push(dynamicType);
    else {
      const common = unify(type.elements);
      if (common === undefined)
        return argumentError(index, 'all elements must be of the same type');
      elements.push(common);
    }
  }
  const combination = tupleOf(elements);
  const ordered = args.every(({ type }) => type.kind !== 'set');
  return ok(ordered ? listOf(combination) : setOf(combination));
}

/** Longer products of unknown length are not bounded. */
const longestSet = 1024;
const longestProduct = 2048;

/** The most combinations there can be; undefined if that is not worth saying. */
function productBound(args: readonly Value[]): number | undefined {
  let bound = 1;
  for (const arg of args) {
    const { type } = arg;
    const known = isKnown(arg) && type.kind !== 'tuple' ? asElements(arg).length : undefined;
    const most =
      type.kind === 'tuple' ? type.elements.length : (known ?? refinementsOf(arg).lengthMax);
    if (most === undefined || most > longestSet) return undefined;
    bound *= most;
    if (bound > longestProduct) return undefined;
  }
  return bound;
}

/** Every combination, the last factor changing fastest. */
function combinations(factors: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  let rows: readonly (readonly Value[])[] = [[]];
  for (const factor of factors)
    rows = rows.flatMap((row) => factor.map((value) => [...row, value]));
  return rows;
}

function product(args: readonly Value[], type: Type): FunctionResult {
  if (args.some((arg) => !isKnown(arg) || !isKnown(lengthOf(arg)))) {
    const bound = productBound(args);
    if (bound === undefined) return ok(unknown(type));
    const lengthMin = Math.min(bound, 1);
    return ok(unknown(type, { ...neverNull, lengthMin, lengthMax: bound }));
  }
  const combination = type.kind === 'list' || type.kind === 'set' ? type.element : dynamicType;
  const factors = args.map((arg, index) => {
    const wanted = combination.kind === 'tuple' ? combination.elements[index]! : dynamicType;
    return asElements(arg).map((each) => {
      const converted = convert(each, wanted);
      return converted.ok ? converted.value : each;
    });
  });
  const rows = combinations(factors).map(tuple);
  // Untyped nulls keep elements from being of one type; the original crashes here.
  if (rows.some((row) => !typeEquals(row.type, rows[0]!.type)))
    return callError(`panic in function implementation: inconsistent ${type.kind} element types`);
  return ok(type.kind === 'list' ? list(combination, rows) : set(combination, rows));
}

const anySet = { type: setOf(dynamicType), allowDynamic: true } as const;

/** Functions over sets. */
export const setFunctions: readonly FunctionSpec[] = [
  {
    name: 'setintersection',
    parameters: [{ name: 'first_set', ...anySet }],
    variadic: { name: 'other_sets', ...anySet },
    returns: commonSet,
    refine: neverNull,
    call: intersection,
  },
  {
    name: 'setproduct',
    parameters: [],
    variadic: anything('sets', { allowUnknown: true }),
    returns: productType,
    refine: neverNull,
    call: product,
  },
  {
    name: 'setunion',
    parameters: [{ name: 'first_set', ...anySet }],
    variadic: { name: 'other_sets', ...anySet },
    returns: commonSet,
    refine: neverNull,
    call: union,
  },
];
