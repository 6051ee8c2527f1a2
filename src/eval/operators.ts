import { failed, ok, type Result } from '../base/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { BinaryNode, BinaryOperator, Expression, UnaryNode } from '../syntax/index.ts';
import {
  asNumber,
  type BigFloat,
  bool,
  boolType,
  convert,
  dynamicType,
  equals,
  isFalse,
  isKnown,
  isNull,
  isTrue,
  number,
  numberType,
  type PrimitiveType,
  type Type,
  unknown,
  type Value,
  withMarksOf,
} from '../values/index.ts';
import { compareOrder } from './comparison.ts';
import { type Environment, gathered, joined, type Outcome, worth } from './environment.ts';
import { mistake } from './mistake.ts';

/** What an operation on known, non-null operands gives, or the text after `Error during operation: `. */
type Operated = Result<Value, string>;

/** What an operator takes, gives and does. */
interface Operation {
  readonly operands: Type;
  readonly result: PrimitiveType;
  readonly apply: (left: Value, right: Value) => Operated;
}

const noNull = 'argument must not be null';
const nullArgument = failed(noNull);

const operations: Readonly<Record<BinaryOperator, Operation>> = {
  '||': logical((left, right) => isTrue(left) || isTrue(right)),
  '&&': logical((left, right) => isTrue(left) && isTrue(right)),
  '==': { operands: dynamicType, result: boolType, apply: (a, b) => ok(equals(a, b)) },
  '!=': { operands: dynamicType, result: boolType, apply: (a, b) => ok(negated(equals(a, b))) },
  '<': comparison((order) => order.less),
  '<=': comparison((order) => either(order.less, order.equal)),
  '>': comparison((order) => order.greater),
  '>=': comparison((order) => either(order.greater, order.equal)),
  '+': arithmetic(
    (a, b) => a.add(b),
    () => "can't compute sum of opposing infinities",
  ),
  '-': arithmetic(
    (a, b) => a.sub(b),
    () => "can't subtract infinity from itself",
  ),
  '*': arithmetic(
    (a, b) => a.mul(b),
    () => "can't multiply zero by infinity",
  ),
  '/': arithmetic(
    (a, b) => a.div(b),
    () => "can't divide zero by zero or infinity by infinity",
  ),
  '%': arithmetic((a, b) => a.mod(b), moduloFailure),
};

function moduloFailure(left: BigFloat): string {
  return left.infinite
    ? 'panic in function implementation: division of infinity'
    : "can't use modulo with zero and infinity";
}

function logical(apply: (left: Value, right: Value) => boolean): Operation {
  return {
    operands: boolType,
    result: boolType,
    apply: (left, right) => {
      if (isNull(left) || isNull(right)) return nullArgument;
      if (!isKnown(left) || !isKnown(right)) return ok(unknown(boolType, { notNull: true }));
      return ok(bool(apply(left, right)));
    },
  };
}

/** The three ways two numbers can stand; undefined where unknown operands leave it open. */
interface Order {
  readonly less: boolean | undefined;
  readonly equal: boolean | undefined;
  readonly greater: boolean | undefined;
}

function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
}

function comparison(holds: (order: Order) => boolean | undefined): Operation {
  return {
    operands: numberType,
    result: boolType,
    apply: (left, right) => {
      if (isNull(left) || isNull(right)) return nullArgument;
      const result = holds(compareOrder(left, right));
      return ok(result === undefined ? unknown(boolType, { notNull: true }) : bool(result));
    },
  };
}

function arithmetic(
  compute: (left: BigFloat, right: BigFloat) => BigFloat | undefined,
  reason: (left: BigFloat) => string,
): Operation {
  return {
    operands: numberType,
    result: numberType,
    apply: (left, right) => {
      if (isNull(left) || isNull(right)) return nullArgument;
      if (!isKnown(left) || !isKnown(right)) return ok(unknown(numberType, { notNull: true }));
      const result = compute(asNumber(left), asNumber(right));
      return result === undefined ? failed(reason(asNumber(left))) : ok(number(result));
    },
  };
}

function negated(value: Value): Value {
  if (!isKnown(value)) return value;
  return withMarksOf(bool(isFalse(value)), value);
}

/** `left operator right`, after the left operand (template-language 1.10). */
export function evaluateBinary(node: BinaryNode, left: Outcome, environment: Environment): Outcome {
  const operation = operations[node.operator];
  const right = environment.evaluate(node.right);
  const converted = operands(node, operation, [left, right], environment);
  if ('wrong' in converted) {
    const all = joined(converted.wrong, left.diagnostics, right.diagnostics);
    return { value: unknown(operation.result), diagnostics: all };
  }
  const [a, b] = converted.values;
  const early = shortCircuit(node.operator, { ...left, value: a }, { ...right, value: b });
  if (early !== undefined) return early;
  const diagnostics = joined(left.diagnostics, right.diagnostics);
  if (diagnostics.length > 0) return { value: unknown(operation.result), diagnostics };
  const result = operation.apply(a, b);
  if (result.ok) return worth(withMarksOf(result.value, a, b));
  return {
    value: unknown(operation.result),
    diagnostics: [failure(node, result.error, environment)],
  };
}

type Operands =
  | { readonly values: readonly [Value, Value] }
  | { readonly wrong: readonly Diagnostic[] };

function operands(
  node: BinaryNode,
  operation: Operation,
  [left, right]: readonly [Outcome, Outcome],
  environment: Environment,
): Operands {
  const a = convert(left.value, operation.operands);
  const b = convert(right.value, operation.operands);
  if (a.ok && b.ok) return { values: [a.value, b.value] };
  const wrong: Diagnostic[] = [];
  if (!a.ok) wrong.push(unsuitable('left', node.left, { node, reason: a.error }, environment));
  if (!b.ok) wrong.push(unsuitable('right', node.right, { node, reason: b.error }, environment));
  return { wrong };
}

function unsuitable(
  side: 'left' | 'right' | 'unary',
  operand: Expression,
  { node, reason }: { readonly node: Expression; readonly reason: string },
  { scope }: Environment,
): Diagnostic {
  return mistake({
    code: 'invalid-operand',
    summary: 'Invalid operand',
    detail: `Unsuitable value for ${side} operand: ${reason}.`,
    subject: operand.range,
    context: node.range,
    about: { expression: operand, scope },
  });
}

function failure(node: Expression, reason: string, { scope }: Environment): Diagnostic {
  return mistake({
    code: 'operation-failed',
    summary: 'Operation failed',
    detail: `Error during operation: ${reason}.`,
    subject: node.range,
    about: { expression: node, scope },
  });
}

/** What `&&` and `||` decide without looking at both operands. */
function shortCircuit(
  operator: BinaryOperator,
  left: Outcome,
  right: Outcome,
): Outcome | undefined {
  if (operator !== '&&' && operator !== '||') return undefined;
  const decisive = operator === '||' ? isTrue : isFalseOrNull;
  const leftKnown = isKnown(left.value);
  const rightKnown = isKnown(right.value);
  const open = withMarksOf(unknown(boolType, { notNull: true }), left.value, right.value);
  if (!leftKnown && !rightKnown && left.diagnostics.length === 0) return worth(open);
  const decided = bool(operator === '||');
  if (leftKnown && decisive(left.value)) {
    return { value: withMarksOf(decided, left.value), diagnostics: left.diagnostics };
  }
  if (rightKnown && decisive(right.value)) {
    const value = withMarksOf(decided, left.value, right.value);
    return { value, diagnostics: right.diagnostics };
  }
  if (leftKnown === rightKnown) return undefined;
  return { value: open, diagnostics: leftKnown ? right.diagnostics : left.diagnostics };
}

function isFalseOrNull(value: Value): boolean {
  return isFalse(value) || isNull(value);
}

/** `-operand` and `!operand`. */
export function evaluateUnary(node: UnaryNode, environment: Environment): Outcome {
  const given = environment.evaluate(node.operand);
  const type = node.operator === '-' ? numberType : boolType;
  const converted = convert(given.value, type);
  if (!converted.ok) {
    const about = { node, reason: converted.error };
    const wrong = unsuitable('unary', node.operand, about, environment);
    return gathered(unknown(type), given.diagnostics, [wrong]);
  }
  if (given.diagnostics.length > 0) return gathered(unknown(type), given.diagnostics);
  const operand = converted.value;
  if (isNull(operand)) {
    return gathered(unknown(type), [failure(node, noNull, environment)]);
  }
  if (!isKnown(operand)) return worth(withMarksOf(unknown(type, { notNull: true }), operand));
  const result = node.operator === '-' ? number(asNumber(operand).neg()) : bool(isFalse(operand));
  return worth(withMarksOf(result, operand));
}
