import type { Result } from '../../base/index.ts';
import type { PathStep } from '../children.ts';
import type { Type } from '../type.ts';
import type { Value } from '../value.ts';

/** Why a value cannot be converted, and where in the value that is. */
export interface ConversionFailure {
  readonly message: string;
  readonly path: readonly PathStep[];
}

/** A converted value, or why there is none. */
export type Converted<T = Value> = Result<T, ConversionFailure>;

/** Converts known, non-null values of one type to another. */
export type Conversion = (value: Value) => Converted;

/** How types lead to one another; each rule is given this to look up the conversions of parts. */
export interface Rules {
  /** The conversion of any value, null and unknown included; undefined where there is none. */
  find(from: Type, to: Type): Conversion | undefined;
  /** The type all of them convert to. */
  unify(types: readonly Type[]): Type | undefined;
  /** Whether conversions that may fail or lose something count. */
  readonly unsafe: boolean;
  /** The rules for what always works. */
  readonly safe: Rules;
  /** Why there is no conversion between two types. */
  mismatch(got: Type, want: Type): string;
}

/** A failure at the value itself. */
export function mistake(message: string): Converted<never> {
  return { ok: false, error: { message, path: [] } };
}

/** A failure in a part, seen from the whole. */
export function inside(step: PathStep, { message, path }: ConversionFailure): Converted<never> {
  return { ok: false, error: { message, path: [step, ...path] } };
}
