import { unreachable } from '../base/index.ts';
import type { Diagnosed, Range } from '../source/index.ts';
import type {
  BinaryNode,
  Expression,
  IndexNode,
  RelativeTraversalNode,
  SplatNode,
} from '../syntax/index.ts';
import { dynamicUnknown, type Value } from '../values/index.ts';
import { evaluateCall } from './calls.ts';
import { evaluateConditional } from './conditionals.ts';
import { evaluateObject, evaluateObjectKey, evaluateTuple } from './constructors.ts';
import { Environment, lost, type Outcome, worth } from './environment.ts';
import { evaluateFor } from './for-expressions.ts';
import { evaluateJsonObject, evaluateJsonString } from './json-expressions.ts';
import { literalValue } from './literals.ts';
import { evaluateBinary, evaluateUnary } from './operators.ts';
import type { Scope } from './scope.ts';
import { evaluateSplat, evaluateSplatItem } from './splats.ts';
import { evaluateTemplate, evaluateTemplateJoin } from './templates.ts';
import { evaluateIndex, evaluateRelativeTraversal, evaluateScopeTraversal } from './traversals.ts';

/**
 * What an expression is worth in a scope. Never throws. After errors the value is what could still be
 * said, unknown at worst. Without a scope, JSON strings are literal text.
 */
export function evaluate(expression: Expression, scope?: Scope): Diagnosed<Value> {
  try {
    return evaluateIn(expression, new Environment(evaluateIn, scope));
  } catch (error) {
    // The engine's own limits: nesting beyond the stack, text or numbers beyond what fits in memory.
    if (error instanceof RangeError) return lost(tooLarge(expression.range, error.message));
    throw error;
  }
}

function tooLarge(subject: Range, reason: string) {
  return {
    severity: 'error',
    code: 'expression-too-large',
    summary: 'Expression too large',
    detail: `This expression or its result is too deeply nested or too large to be evaluated: ${reason}.`,
    subject,
  } as const;
}

/** An expression that continues another one on its left. */
type Continuation = BinaryNode | IndexNode | RelativeTraversalNode | SplatNode;

/** Follows the left side down in a loop, because chains of operators can be very long. */
function evaluateIn(expression: Expression, environment: Environment): Outcome {
  const first = beginning(expression);
  if (first === undefined) return evaluateWhole(expression, environment);
  const chain: Continuation[] = [];
  let innermost = expression;
  for (let left: Expression | undefined = first; left !== undefined; left = beginning(innermost)) {
    if (isContinuation(innermost)) chain.push(innermost);
    innermost = left;
  }
  let outcome = evaluateWhole(innermost, environment);
  for (let node = chain.pop(); node !== undefined; node = chain.pop()) {
    outcome = continued(node, outcome, environment);
  }
  return outcome;
}

function isContinuation(expression: Expression): expression is Continuation {
  return beginning(expression) !== undefined;
}

function beginning(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case 'binary':
      return expression.left;
    case 'index':
      return expression.collection;
    case 'relative-traversal':
    case 'splat':
      return expression.source;
    default:
      return undefined;
  }
}

function continued(node: Continuation, left: Outcome, environment: Environment): Outcome {
  switch (node.kind) {
    case 'binary':
      return evaluateBinary(node, left, environment);
    case 'index':
      return evaluateIndex(node, left, environment);
    case 'relative-traversal':
      return evaluateRelativeTraversal(node, left, environment);
    case 'splat':
      return evaluateSplat(node, left, environment);
    default:
      return unreachable(node);
  }
}

function evaluateWhole(expression: Expression, environment: Environment): Outcome {
  switch (expression.kind) {
    case 'literal':
      return worth(literalValue(expression.value));
    case 'scope-traversal':
      return evaluateScopeTraversal(expression, environment);
    case 'template':
      return evaluateTemplate(expression, environment);
    case 'template-wrap':
      return environment.evaluate(expression.wrapped);
    case 'template-join':
      return evaluateTemplateJoin(expression, environment);
    case 'conditional':
      return evaluateConditional(expression, environment);
    case 'unary':
      return evaluateUnary(expression, environment);
    case 'call':
      return evaluateCall(expression, environment);
    case 'for':
      return evaluateFor(expression, environment);
    case 'tuple':
    case 'json-array':
      return evaluateTuple(expression.items, environment);
    case 'object':
      return evaluateObject(expression, environment);
    case 'object-key':
      return evaluateObjectKey(expression, environment);
    case 'splat-item':
      return evaluateSplatItem(expression, environment);
    case 'parentheses':
      return environment.evaluate(expression.inner);
    case 'json-string':
      return evaluateJsonString(expression, environment);
    case 'json-object':
      return evaluateJsonObject(expression, environment);
    case 'invalid':
      return worth(dynamicUnknown);
    case 'binary':
    case 'index':
    case 'relative-traversal':
    case 'splat':
      return evaluateIn(expression, environment);
    default:
      return unreachable(expression);
  }
}
