import { append } from './append.ts';
import type { Expression, ObjectItem, ObjectKeyNode } from './nodes.ts';
import { parseFor } from './parse-for.ts';
import type { ParseState, Wording } from './parse-state.ts';
import { between } from './ranges.ts';
import * as Token from './token.ts';
import { inExpression } from './wordings.ts';

/** `Tuple = "[" (Expr ("," Expr)* ","?)? "]"` or a `for` that makes one. */
export function parseTupleConstructor(state: ParseState): Expression {
  const open = state.read();
  state.pushLineEnds(false);
  const result = state.peeksWord('for') ? parseFor(state, open, 'tuple') : parseTuple(state, open);
  state.popLineEnds();
  return result;
}

function parseTuple(state: ParseState, open: number): Expression {
  let items: Expression[] = [];
  let isOpen = true;
  while (isOpen && state.peek() !== Token.closeBracket) {
    const known = state.diagnostics.length;
    items = append(items, state.parse('expression'));
    isOpen = !state.lostSince(known) && separateItems(state, open);
  }
  const close = isOpen ? state.read() : state.recover(Token.closeBracket);
  return { kind: 'tuple', items, range: state.span(open, close), openRange: state.rangeOf(open) };
}

/** False if neither a comma nor the end comes next. */
function separateItems(state: ParseState, open: number): boolean {
  const kind = state.peek();
  if (kind === Token.closeBracket) return true;
  if (kind === Token.comma) {
    state.read();
    return true;
  }
  const isAtEnd = kind === Token.endOfFile;
  complain(state, isAtEnd ? inExpression.tupleUnclosed : inExpression.itemSeparator, open);
  return false;
}

/** `Object = "{" (Item (("," | Newline) Item)* ("," | Newline)?)? "}"` or a `for` that makes one. */
export function parseObjectConstructor(state: ParseState): Expression {
  const open = state.read();
  // Before `for` line ends never count, before the first item they do.
  state.pushLineEnds(false);
  const isFor = state.peeksWord('for');
  state.popLineEnds();
  if (isFor) return parseFor(state, open, 'object');
  state.pushLineEnds(true);
  const result = parseObject(state, open);
  state.popLineEnds();
  return result;
}

function parseObject(state: ParseState, open: number): Expression {
  const items: ObjectItem[] = [];
  let close: number | undefined;
  while (close === undefined) close = parseObjectItem(state, open, items);
  return { kind: 'object', items, range: state.span(open, close), openRange: state.rangeOf(open) };
}

/** One item and what separates it from the next; the closer if it ends the object. */
function parseObjectItem(state: ParseState, open: number, items: ObjectItem[]): number | undefined {
  const first = state.peek();
  if (first === Token.closeBrace) return state.read();
  if (first === Token.newline) {
    state.read();
    return undefined;
  }
  const beforeKey = state.diagnostics.length;
  const key = objectKey(state.parse('expression'), first === Token.openParen);
  if (state.lostSince(beforeKey)) return state.recover(Token.closeBrace);
  const sign = state.peek();
  if (sign !== Token.equal && sign !== Token.colon) {
    complain(state, missingSeparator(sign), open);
    return state.recover(Token.closeBrace);
  }
  state.read();
  const beforeValue = state.diagnostics.length;
  const value = state.parse('expression');
  if (state.lostSince(beforeValue)) return state.recover(Token.closeBrace);
  items.push({ key, value });
  const kind = state.peek();
  if (kind === Token.closeBrace) return state.read();
  if (kind === Token.comma || kind === Token.newline) {
    state.read();
    return undefined;
  }
  const wording =
    kind === Token.endOfFile ? inExpression.objectUnclosed : inExpression.attributeSeparator;
  complain(state, wording, open);
  return state.recover(Token.closeBrace);
}

function missingSeparator(found: number): Wording {
  if (found === Token.endOfFile) return inExpression.objectUnclosed;
  if (found === Token.newline || found === Token.comma) return inExpression.objectValue;
  if (found === Token.identifier) return inExpression.keySeparatorOrQuotes;
  return inExpression.keySeparator;
}

function objectKey(wrapped: Expression, parenthesized: boolean): ObjectKeyNode {
  const word = parenthesized ? undefined : bareWord(wrapped);
  return { kind: 'object-key', word, wrapped, parenthesized, range: wrapped.range };
}

/** The single word that an expression is, constants included. */
export function bareWord(expression: Expression): string | undefined {
  if (expression.kind === 'scope-traversal') {
    const { root, steps } = expression.traversal;
    return steps.length === 0 ? root.name : undefined;
  }
  if (expression.kind !== 'literal') return undefined;
  if (expression.value.type === 'null') return 'null';
  return expression.value.type === 'bool' ? String(expression.value.value) : undefined;
}

/** At the next token; that the closer is missing is told at the opener. */
function complain(state: ParseState, wording: Wording, open: number): void {
  const opener = state.rangeOf(open);
  const subject = state.nextRange();
  if (state.peek() === Token.endOfFile && isUnclosed(wording)) {
    state.reportUnlessRecovering(wording, { subject: opener });
  } else state.reportUnlessRecovering(wording, { subject, context: between(opener, subject) });
}

function isUnclosed(wording: Wording): boolean {
  return wording === inExpression.tupleUnclosed || wording === inExpression.objectUnclosed;
}
