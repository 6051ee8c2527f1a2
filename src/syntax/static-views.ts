import type { Diagnosed, Range } from '../source/index.ts';
import { parseExpression, parseTraversal } from './native.ts';
import type { Expression, Literal, Traversal } from './nodes.ts';
import { between } from './ranges.ts';

/** A call that is read without being evaluated. */
export interface StaticCall {
  readonly name: string;
  readonly nameRange: Range;
  /** From the opening to the closing parenthesis. */
  readonly argumentsRange: Range;
  readonly arguments: readonly Expression[];
}

/** One entry of a map that is read without being evaluated. */
export interface StaticMapEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** The bare word the expression is (`true`, `false`, `null` included). A JSON string is read as native syntax. */
export function keywordOf(expression: Expression): string | undefined {
  const traversal = referenceIn(expression);
  return traversal?.steps.length === 0 ? traversal.root.name : undefined;
}

/** The expression as a reference. A JSON string is read as native syntax. */
export function traversalOf(expression: Expression): Diagnosed<Traversal | undefined> {
  const detail =
    'A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.';
  return required(referenceIn(expression), detail, expression.range);
}

/** The items of a tuple constructor or JSON array. */
export function staticList(expression: Expression): Diagnosed<readonly Expression[] | undefined> {
  const node = unwrapped(expression);
  const isList = node.kind === 'tuple' || node.kind === 'json-array';
  const items = isList ? node.items : undefined;
  return required(items, 'A static list expression is required.', startRange(expression));
}

/** The entries of an object constructor or JSON object. */
export function staticMap(
  expression: Expression,
): Diagnosed<readonly StaticMapEntry[] | undefined> {
  const node = unwrapped(expression);
  let entries: readonly StaticMapEntry[] | undefined;
  if (node.kind === 'object') entries = node.items;
  else if (node.kind === 'json-object') entries = node.properties;
  return required(entries, 'A static map expression is required.', startRange(expression));
}

/** The call the expression is. A JSON string is read as native syntax. */
export function staticCall(expression: Expression): Diagnosed<StaticCall | undefined> {
  return required(
    callIn(expression),
    'A static function call is required.',
    startRange(expression),
  );
}

/** Where an expression begins to be itself, for messages that point at its head. */
export function startRange(whole: Expression): Range {
  let expression = whole;
  // A loop instead of recursion, because chains of operators can be very long.
  while (expression.kind === 'binary') expression = expression.left;
  switch (expression.kind) {
    case 'call':
      return between(expression.nameRange, expression.openParenRange);
    case 'conditional':
      return startRange(expression.condition);
    case 'unary':
      return expression.symbolRange;
    case 'index':
    case 'tuple':
    case 'object':
    case 'for':
    case 'json-array':
    case 'json-object':
      return expression.openRange;
    case 'splat':
      return expression.markerRange;
    case 'template': {
      const [first] = expression.parts;
      return first === undefined ? expression.range : startRange(first);
    }
    case 'template-join':
      return startRange(expression.tuple);
    case 'object-key':
      return startRange(expression.wrapped);
    case 'parentheses':
      return startRange(expression.inner);
    default:
      return expression.range;
  }
}

/** Keys of objects are wrapped; what is looked for is inside. */
function unwrapped(expression: Expression): Expression {
  return expression.kind === 'object-key' ? expression.wrapped : expression;
}

function required<T>(
  value: T | undefined,
  detail: string,
  subject: Range,
): Diagnosed<T | undefined> {
  if (value !== undefined) return { value, diagnostics: [] };
  const words = { code: 'static-expression-required', summary: 'Invalid expression', detail };
  return { value, diagnostics: [{ severity: 'error', ...words, subject }] };
}

function referenceIn(expression: Expression): Traversal | undefined {
  const node = unwrapped(expression);
  if (node.kind === 'scope-traversal') return node.traversal;
  if (node.kind === 'literal') return wordAsReference(node.value, node.range);
  if (node.kind === 'relative-traversal') {
    const from = referenceIn(node.source);
    return from && { root: from.root, steps: [...from.steps, ...node.steps], range: node.range };
  }
  if (node.kind !== 'json-string') return undefined;
  const { value, diagnostics } = parseTraversal(snippetOf(node));
  return diagnostics.length === 0 ? value : undefined;
}

/** `true`, `false` and `null` can be names where names are looked for. */
function wordAsReference(value: Literal, range: Range): Traversal | undefined {
  if (value.type !== 'bool' && value.type !== 'null') return undefined;
  const name = value.type === 'null' ? 'null' : String(value.value);
  return { root: { kind: 'root', name, range }, steps: [], range };
}

function callIn(expression: Expression): StaticCall | undefined {
  const node = unwrapped(expression);
  if (node.kind === 'json-string') {
    const { value, diagnostics } = parseExpression(snippetOf(node));
    return diagnostics.length === 0 ? callIn(value) : undefined;
  }
  if (node.kind !== 'call') return undefined;
  const argumentsRange = between(node.openParenRange, node.closeParenRange);
  return { name: node.name, nameRange: node.nameRange, argumentsRange, arguments: node.arguments };
}

/** Places inside are counted from the opening quote on. */
function snippetOf({ text, range }: { readonly text: string; readonly range: Range }) {
  return { text, filename: range.filename, start: range.start };
}
