import type { Expression } from './nodes.ts';
import { parseForNames } from './parse-for-names.ts';
import type { ParseState } from './parse-state.ts';
import { between } from './ranges.ts';
import * as Token from './token.ts';
import { inExpression } from './wordings.ts';

/** What is being read: the brackets around it, and what they make. */
interface ForBrackets {
  readonly open: number;
  readonly makes: 'tuple' | 'object';
}

/**
 * `"for" Ident ("," Ident)? "in" Expr ":" (Expr "=>")? Expr "..."? ("if" Expr)?` and the closer, from
 * behind the opener.
 */
export function parseFor(state: ParseState, open: number, makes: 'tuple' | 'object'): Expression {
  state.pushLineEnds(false);
  state.read();
  const brackets = { open, makes };
  const result = parseAfterKeyword(state, brackets) ?? skip(state, brackets);
  state.popLineEnds();
  return result;
}

function closerOf(brackets: ForBrackets) {
  return brackets.makes === 'tuple' ? Token.closeBracket : Token.closeBrace;
}

function skip(state: ParseState, brackets: ForBrackets): Expression {
  const close = state.recover(closerOf(brackets));
  return { kind: 'invalid', range: state.span(brackets.open, close) };
}

/** Nothing if the thread was lost: then the rest has to be skipped. */
function parseAfterKeyword(state: ParseState, brackets: ForBrackets): Expression | undefined {
  const names = parseForNames(state, (detail) => complain(state, brackets, detail), {
    first: "For expression requires variable name after 'for'.",
    second: 'For expression requires value variable name after comma.',
    in: "For expression requires the 'in' keyword after its name declarations.",
  });
  if (names === undefined) return undefined;
  const collection = sound(state);
  if (collection === undefined) return undefined;
  if (state.peek() !== Token.colon) {
    complain(state, brackets, 'For expression requires a colon after the collection expression.');
    return undefined;
  }
  state.read();
  const known = state.diagnostics.length;
  let value = state.parse('expression');
  let key: Expression | undefined;
  // Even if the thread was lost in the key, an arrow is where it is found again.
  if (state.peek() === Token.fatArrow) {
    state.read();
    key = value;
    value = state.parse('expression');
  }
  if (state.lostSince(known)) return undefined;
  const ellipsis = state.peek() === Token.ellipsis ? state.read() : undefined;
  let condition: Expression | undefined;
  if (state.peeksWord('if')) {
    state.read();
    condition = sound(state);
    if (condition === undefined) return undefined;
  }
  const close = parseCloser(state, brackets);
  checkShape(state, { brackets, close, key, value, ellipsis });
  return {
    kind: 'for',
    ...names,
    collection,
    key,
    value,
    condition,
    grouping: ellipsis !== undefined,
    range: state.span(brackets.open, close),
    openRange: state.rangeOf(brackets.open),
    closeRange: state.rangeOf(close),
  };
}

/** An expression, or nothing if the thread was lost in it. */
function sound(state: ParseState): Expression | undefined {
  const known = state.diagnostics.length;
  const expression = state.parse('expression');
  return state.lostSince(known) ? undefined : expression;
}

function complain(state: ParseState, brackets: ForBrackets, detail: string): void {
  const subject = state.nextRange();
  const context = between(state.rangeOf(brackets.open), subject);
  state.reportUnlessRecovering(inExpression.invalidFor(detail), { subject, context });
}

function parseCloser(state: ParseState, brackets: ForBrackets): number {
  const closer = closerOf(brackets);
  if (state.peek() === closer) return state.read();
  complain(state, brackets, "Extra characters after the end of the 'for' expression.");
  return state.recover(closer);
}

/** Tuples have no keys, objects need them. */
function checkShape(
  state: ParseState,
  parts: {
    readonly brackets: ForBrackets;
    readonly close: number;
    readonly key: Expression | undefined;
    readonly value: Expression;
    readonly ellipsis: number | undefined;
  },
): void {
  const { brackets, close, key, value, ellipsis } = parts;
  const context = state.span(brackets.open, close);
  if (brackets.makes === 'object') {
    if (key !== undefined) return;
    const wording = inExpression.invalidFor('Key expression is required when building an object.');
    state.report(wording, { subject: value.range, context });
    return;
  }
  if (key !== undefined) {
    const wording = inExpression.invalidFor('Key expression is not valid when building a tuple.');
    state.report(wording, { subject: key.range, context });
  }
  if (ellipsis !== undefined) {
    const wording = inExpression.invalidFor(
      'Grouping ellipsis (...) cannot be used when building a tuple.',
    );
    state.report(wording, { subject: state.rangeOf(ellipsis), context });
  }
}
