import { ok } from '../base/index.ts';
import {
  dynamicUnknown,
  isKnown,
  isNull,
  joinedMarks,
  noMarks,
  refine,
  type Type,
  unknown,
  unmarkDeep,
  type Value,
  withMarks,
} from '../values/index.ts';
import {
  argumentError,
  type FunctionResult,
  type FunctionSpec,
  type Parameter,
} from './function-spec.ts';

/** The parameter an argument belongs to; undefined for arguments that are too many. */
export function parameterAt(spec: FunctionSpec, index: number): Parameter | undefined {
  return spec.parameters[index] ?? spec.variadic;
}

/**
 * Calls a function with arguments that were already converted to its parameter types, and handles
 * marks, nulls and unknowns as `FunctionSpec` says.
 */
export function callFunction(spec: FunctionSpec, args: readonly Value[]): FunctionResult {
  let marks = noMarks;
  const bare: Value[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]!;
    if (parameterAt(spec, index)?.allowMarked) {
      bare.push(arg);
      continue;
    }
    const plain = unmarkDeep(arg);
    bare.push(plain.value);
    marks = joinedMarks(marks, plain.marks);
  }
  const result = callBare(spec, bare);
  if (!result.ok) return result;
  const value = spec.refine === undefined ? result.value : refine(result.value, spec.refine);
  return ok(withMarks(value, marks));
}

function callBare(spec: FunctionSpec, args: readonly Value[]): FunctionResult {
  let unclear = false;
  let waits = false;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]!;
    const parameter = parameterAt(spec, index);
    if (isNull(arg) && !parameter?.allowNull) {
      return argumentError(index, 'argument must not be null');
    }
    if (arg.type.kind === 'dynamic' && !parameter?.allowDynamic) unclear = true;
    if (!isKnown(arg) && !parameter?.allowUnknown) waits = true;
  }
  if (unclear) return ok(dynamicUnknown);
  const type = returnType(spec, args);
  if (!type.ok) return type;
  return waits ? ok(unknown(type.value)) : spec.call(args, type.value);
}

function returnType(spec: FunctionSpec, args: readonly Value[]): FunctionResult<Type> {
  return typeof spec.returns === 'function' ? spec.returns(args) : ok(spec.returns);
}
