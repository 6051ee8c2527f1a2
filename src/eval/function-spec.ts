import type { Result } from '../base/index.ts';
import {
  capsuleOf,
  type CapsuleType,
  type Refinements,
  type Type,
  type Value,
} from '../values/index.ts';

/**
 * Why a call gave no value: `argument` blames one argument (`Invalid value for "P" parameter: …`),
 * `call` the call as a whole (`Call to function "F" failed: …`). Messages have no final period.
 */
export type FunctionFailure =
  | { readonly kind: 'argument'; readonly index: number; readonly message: string }
  | { readonly kind: 'call'; readonly message: string };

/** The value of a call, or why there is none. */
export type FunctionResult<T = Value> = Result<T, FunctionFailure>;

/** Blames the argument at the position (counted over parameters and variadic arguments). */
export function argumentError(index: number, message: string): FunctionResult<never> {
  return { ok: false, error: { kind: 'argument', index, message } };
}

/** Blames the call as a whole. */
export function callError(message: string): FunctionResult<never> {
  return { ok: false, error: { kind: 'call', message } };
}

/** One parameter. Its name appears in messages. */
export interface Parameter {
  readonly name: string;
  /**
   * Arguments are converted to it before the call; `dynamicType` takes anything as it is.
   * `expressionClosureType` and `typeConstraintType` give the unevaluated argument or the type it spells.
   */
  readonly type: Type;
  readonly allowNull?: boolean;
  readonly allowUnknown?: boolean;
  readonly allowDynamic?: boolean;
  readonly allowMarked?: boolean;
}

/**
 * A function as data. `callFunction` does everything that is the same for all:
 *
 * 1. Marks: unless `allowMarked`, marks are taken off an argument and all its parts, and all of them
 *    ride on the result. With `allowMarked` the implementation sees them and must carry them on.
 * 2. Null: unless `allowNull`, a null argument is the argument error `argument must not be null`.
 *    (Only the argument itself; nulls inside it are the implementation's business.)
 * 3. Dynamic: unless `allowDynamic`, an argument of *dynamic type* (untyped null with `allowNull`, or
 *    unknown of unknown type) gives an unknown result of unknown type; neither `returns` nor `call` run.
 * 4. The result type: `returns`, or what it computes from the arguments. It runs with unknown
 *    arguments too, so it must look at types first and give `dynamicType` where it cannot tell.
 *    Its failures are the call's failures.
 * 5. Unknown: unless `allowUnknown`, an argument that is itself unknown gives an unknown result of
 *    that type without `call`. Unknown *parts* of a known argument do reach `call`.
 * 6. `refine` adds what is known of every unknown result (`{ notNull: true }` for almost all).
 *
 * So `call` gets arguments that are converted, non-null, known at the top and free of marks unless the
 * parameter says otherwise, at least as many as `parameters`, variadic ones following.
 */
export interface FunctionSpec {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Takes any number of further arguments. */
  readonly variadic?: Parameter;
  readonly returns: Type | ((args: readonly Value[]) => FunctionResult<Type>);
  /** What is true of every result, even if it is not known yet. */
  readonly refine?: Refinements;
  /** `type` is what `returns` said. The result must be of that type (anything if dynamic). */
  readonly call: (args: readonly Value[], type: Type) => FunctionResult;
}

/** A parameter of this type receives the argument unevaluated, as an `ExpressionClosure`. */
export const expressionClosureType: CapsuleType = capsuleOf('expression closure');

/** A parameter of this type receives the `Type` that the argument spells. */
export const typeConstraintType: CapsuleType = capsuleOf('type constraint');
