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
import { Environment, type Evaluate, lost, type Outcome, worth } from './environment.ts';
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
function evaluateChain(expression: Continuation, environment: Environment): Outcome {
  const chain: Continuation[] = [];
  let innermost: Expression = expression;
  while (isContinuation(innermost)) {
    chain.push(innermost);
    innermost = beginning(innermost);
  }
  let outcome = evaluateIn(innermost, environment);
  for (let node = chain.pop(); node !== undefined; node = chain.pop()) {
    outcome = continued(node, outcome, environment);
  }
  return outcome;
}

function isContinuation(expression: Expression): expression is Continuation {
  const { kind } = expression;
  return kind === 'binary' || kind === 'index' || kind === 'relative-traversal' || kind === 'splat';
}

function beginning(node: Continuation): Expression {
  switch (node.kind) {
    case 'binary':
      return node.left;
    case 'index':
      return node.collection;
    case 'relative-traversal':
    case 'splat':
      return node.source;
    default:
      return unreachable(node);
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

/** How each kind of expression is evaluated. */
type Evaluators = {
  readonly [Kind in Expression['kind']]: (
    node: Extract<Expression, { kind: Kind }>,
    environment: Environment,
  ) => Outcome;
};

const evaluators: Evaluators = {
  literal: (node) => worth(literalValue(node.value)),
  'scope-traversal': evaluateScopeTraversal,
  template: evaluateTemplate,
  'template-wrap': (node, environment) => environment.evaluate(node.wrapped),
  'template-join': evaluateTemplateJoin,
  conditional: evaluateConditional,
  unary: evaluateUnary,
  call: evaluateCall,
  for: evaluateFor,
  tuple: (node, environment) => evaluateTuple(node.items, environment),
  object: evaluateObject,
  'object-key': evaluateObjectKey,
  'splat-item': evaluateSplatItem,
  parentheses: (node, environment) => environment.evaluate(node.inner),
  'json-string': evaluateJsonString,
  'json-array': (node, environment) => evaluateTuple(node.items, environment),
  'json-object': evaluateJsonObject,
  invalid: () => worth(dynamicUnknown),
  binary: evaluateChain,
  index: evaluateChain,
  'relative-traversal': evaluateChain,
  splat: evaluateChain,
};

function evaluateIn(expression: Expression, environment: Environment): Outcome {
  const evaluator = evaluators[expression.kind] as Evaluate;
  return evaluator(expression, environment);
}
