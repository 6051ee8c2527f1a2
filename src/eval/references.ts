import { unreachable } from '../base/index.ts';
import type { Expression, Traversal } from '../syntax/index.ts';

/** Names that loops around an expression bind. */
interface Bound {
  readonly names: readonly string[];
  readonly outer: Bound | undefined;
}

/** An expression still to be looked at. */
interface Pending {
  readonly expression: Expression;
  readonly bound: Bound | undefined;
}

/**
 * Every absolute reference the expression makes, in order, repeated ones included; names that a
 * `for` binds are none (template-language 1.22).
 */
export function references(expression: Expression): readonly Traversal[] {
  const found: Traversal[] = [];
  // A list instead of recursion, because chains of operators can be very long.
  const pending: Pending[] = [{ expression, bound: undefined }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.expression.kind === 'scope-traversal') {
      const { traversal } = next.expression;
      if (!isBound(traversal.root.name, next.bound)) found.push(traversal);
      continue;
    }
    for (const part of parts(next.expression, next.bound).reverse()) pending.push(part);
  }
  return found;
}

function isBound(name: string, bound: Bound | undefined): boolean {
  for (let at = bound; at !== undefined; at = at.outer) if (at.names.includes(name)) return true;
  return false;
}

function parts(expression: Expression, bound: Bound | undefined): Pending[] {
  const here = (...list: readonly Expression[]) =>
    list.map((part) => ({ expression: part, bound }));
  switch (expression.kind) {
    case 'literal':
    case 'splat-item':
    case 'invalid':
    case 'scope-traversal':
      return [];
    case 'template':
      return here(...expression.parts);
    case 'template-wrap':
      return here(expression.wrapped);
    case 'template-join':
      return here(expression.tuple);
    case 'conditional':
      return here(expression.condition, expression.whenTrue, expression.whenFalse);
    case 'binary':
      return here(expression.left, expression.right);
    case 'unary':
      return here(expression.operand);
    case 'call':
      return here(...expression.arguments);
    case 'for':
      return forParts(expression, bound);
    case 'tuple':
      return here(...expression.items);
    case 'object':
      return expression.items.flatMap((item) => here(item.key, item.value));
    case 'object-key':
      return expression.word === undefined ? here(expression.wrapped) : [];
    case 'relative-traversal':
      return here(expression.source);
    case 'index':
      return here(expression.collection, expression.key);
    case 'splat':
      return here(expression.source, expression.each);
    case 'parentheses':
      return here(expression.inner);
    case 'json-string': {
      const { value, diagnostics } = expression.template();
      return diagnostics.some(({ severity }) => severity === 'error') ? [] : here(value);
    }
    case 'json-array':
      return here(...expression.items);
    case 'json-object':
      return expression.properties.flatMap(({ key, value }) => here(key, value));
    default:
      return unreachable(expression);
  }
}

function forParts(node: Extract<Expression, { kind: 'for' }>, bound: Bound | undefined): Pending[] {
  const names = node.keyName === undefined ? [node.valueName] : [node.keyName, node.valueName];
  const inside = [node.key, node.value, node.condition].filter((part) => part !== undefined);
  const inner = { names, outer: bound };
  return [
    { expression: node.collection, bound },
    ...inside.map((expression) => ({ expression, bound: inner })),
  ];
}
