import { compareText, failed, ok, type Result } from '../base/index.ts';
import { formatValue } from './print.ts';
import { type Shape, shapeOf, type TemplateValue, typeName } from './value.ts';

const invalid = 'invalid type for comparison';

function incompatible(a: TemplateValue, b: TemplateValue): Result<never, string> {
  return failed(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}

/** `eq`: the first value equals any of the others. */
export function equalsAny(values: readonly TemplateValue[]): Result<boolean, string> {
  const [first, ...rest] = values;
  if (rest.length === 0) return failed('missing argument for comparison');
  for (const other of rest) {
    const same = equals(first, other);
    if (!same.ok || same.value) return same;
  }
  return ok(false);
}

/** `eq` of two values. */
export function equals(a: TemplateValue, b: TemplateValue): Result<boolean, string> {
  const left = shapeOf(a);
  const right = shapeOf(b);
  if (left.kind === 'nil' || right.kind === 'nil') return ok(left.kind === right.kind);
  if (isBasic(left) !== isBasic(right)) return incompatible(a, b);
  if (!isBasic(left) || !isBasic(right)) return equalsOther(a, b);
  return left.kind === right.kind ? ok(left.value === right.value) : incompatible(a, b);
}

function equalsOther(a: TemplateValue, b: TemplateValue): Result<boolean, string> {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  if (left.kind !== right.kind) {
    return failed(
      `non-comparable types ${formatValue(a)}: ${typeName(a)}, ${typeName(b)}: ${formatValue(b)}`,
    );
  }
  if (left.kind === 'time' && right.kind === 'time') {
    return ok(left.value.getTime() === right.value.getTime());
  }
  if (left.kind === 'record') return ok(a === b);
  return failed(`non-comparable type ${typeName(b)}: ${formatValue(b)}`);
}

type Basic = Extract<Shape, { readonly kind: 'bool' | 'int' | 'float' | 'string' }>;

function isBasic(shape: Shape): shape is Basic {
  return ['bool', 'int', 'float', 'string'].includes(shape.kind);
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function order(a: TemplateValue, b: TemplateValue): Result<number, string> {
  const left = shapeOf(a);
  const right = shapeOf(b);
  if (!isBasic(left) || !isBasic(right)) return failed(invalid);
  if (left.kind !== right.kind) return incompatible(a, b);
  switch (left.kind) {
    case 'bool':
      return failed(invalid);
    case 'string':
      return right.kind === 'string' ? ok(compareText(left.value, right.value)) : failed(invalid);
    case 'int':
      return right.kind === 'int' ? ok(Number(left.value - right.value)) : incompatible(a, b);
    case 'float':
      return right.kind === 'float' ? ok(left.value - right.value) : incompatible(a, b);
  }
}
