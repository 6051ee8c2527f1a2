import { BigFloat, compareEqual, refinementsOf, type Value } from '../values/index.ts';

/** How two numbers stand; undefined where unknown operands leave it open. */
export interface NumberOrder {
  readonly less: boolean | undefined;
  readonly equal: boolean | undefined;
  readonly greater: boolean | undefined;
}

/** Compares two numbers, either of which may be unknown within bounds (template-language 3.10). */
export function compareOrder(left: Value, right: Value): NumberOrder {
  const a = rangeOf(left);
  const b = rangeOf(right);
  if (a.exact !== undefined && b.exact !== undefined) {
    const order = a.exact.compare(b.exact);
    return { less: order < 0, equal: compareEqual(left, right), greater: order > 0 };
  }
  const below = isBelow(a.max, b.min);
  const above = isBelow(b.max, a.min);
  return {
    less: decided(below, above),
    equal: compareEqual(left, right),
    greater: decided(above, below),
  };
}

function decided(yes: boolean, no: boolean): boolean | undefined {
  if (yes) return true;
  return no ? false : undefined;
}

interface NumberRange {
  readonly exact: BigFloat | undefined;
  readonly min: BigFloat | undefined;
  readonly max: BigFloat | undefined;
}

function rangeOf(value: Value): NumberRange {
  const { content } = value;
  if (content instanceof BigFloat) return { exact: content, min: content, max: content };
  const { numberMin, numberMax } = refinementsOf(value);
  return { exact: undefined, min: numberMin?.value, max: numberMax?.value };
}

function isBelow(a: BigFloat | undefined, b: BigFloat | undefined): boolean {
  return a !== undefined && b !== undefined && a.compare(b) < 0;
}
