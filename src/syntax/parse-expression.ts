import type { BinaryOperator, Expression, Literal } from './nodes.ts';
import { numberText } from './number-text.ts';
import { parseAccesses } from './parse-access.ts';
import { type ParseState, type RuleName, spanning } from './parse-state.ts';
import { between } from './ranges.ts';
import * as Token from './token.ts';
import { tokenKinds } from './tokens.ts';
import { inExpression } from './wordings.ts';

/** `Expr = Or ("?" Expr ":" Expr)?`. */
export function parseAnyExpression(state: ParseState): Expression {
  const first = state.peekIndex();
  if (!state.enter()) {
    state.leave();
    return { kind: 'invalid', range: state.rangeOf(first) };
  }
  const known = state.diagnostics.length;
  let result = parseBinary(state, 1);
  if (state.peek() === Token.question && !state.lostSince(known)) {
    result = parseConditional(state, first, result);
  }
  state.leave();
  return result;
}

function parseConditional(state: ParseState, first: number, condition: Expression): Expression {
  state.read();
  const beforeTrue = state.diagnostics.length;
  const whenTrue = parseAnyExpression(state);
  if (state.lostSince(beforeTrue)) return condition;
  if (state.peek() !== Token.colon) {
    const next = state.peekIndex();
    const place = { subject: state.rangeOf(next), context: state.span(first, next) };
    state.report(inExpression.noFalse, place);
    return condition;
  }
  state.read();
  const beforeFalse = state.diagnostics.length;
  const whenFalse = parseAnyExpression(state);
  if (state.lostSince(beforeFalse)) return condition;
  const range = between(state.rangeOf(first), whenFalse.range);
  return { kind: 'conditional', condition, whenTrue, whenFalse, range };
}

/** How tightly each operator binds; all are left associative. */
const precedences = new Uint8Array(tokenKinds);
const operators: (BinaryOperator | undefined)[] = [];
for (const [kind, operator, precedence] of [
  [Token.or, '||', 1],
  [Token.and, '&&', 2],
  [Token.equalTo, '==', 3],
  [Token.notEqualTo, '!=', 3],
  [Token.less, '<', 4],
  [Token.lessOrEqual, '<=', 4],
  [Token.greater, '>', 4],
  [Token.greaterOrEqual, '>=', 4],
  [Token.plus, '+', 5],
  [Token.minus, '-', 5],
  [Token.star, '*', 6],
  [Token.slash, '/', 6],
  [Token.percent, '%', 6],
] as const) {
  precedences[kind] = precedence;
  operators[kind] = operator;
}

/** Operands joined by operators that bind at least that tightly. */
function parseBinary(state: ParseState, least: number): Expression {
  const known = state.diagnostics.length;
  const first = parseOperand(state);
  return precedences[state.peek()] === 0 ? first : parseOperators(state, { first, known, least });
}

/** An operand, the diagnostics there were before it, and how tightly operators behind it must bind. */
interface FirstOperand {
  readonly first: Expression;
  readonly known: number;
  readonly least: number;
}

function parseOperators(state: ParseState, { first, known, least }: FirstOperand): Expression {
  let left = first;
  for (;;) {
    const kind = state.peek();
    const precedence = precedences[kind]!;
    if (precedence === 0 || precedence < least || state.lostSince(known)) break;
    state.read();
    const before = state.diagnostics.length;
    const right = parseBinary(state, precedence + 1);
    if (state.lostSince(before)) break;
    const range = spanning(left, right);
    left = { kind: 'binary', operator: operators[kind]!, left, right, range };
  }
  return left;
}

/** `Postfix = Term Access*`. */
export function parseOperand(state: ParseState): Expression {
  const term = parseTerm(state);
  const kind = state.peek();
  return kind === Token.dot || kind === Token.openBracket ? parseAccesses(state, term) : term;
}

/** The rule for a term by the kind of its first token. */
const termRules: (RuleName | undefined)[] = new Array(tokenKinds).fill(undefined);
for (const [kind, rule] of [
  [Token.identifier, 'word'],
  [Token.openQuote, 'quotedTemplate'],
  [Token.openHeredoc, 'quotedTemplate'],
  [Token.number, 'number'],
  [Token.openParen, 'parentheses'],
  [Token.openBracket, 'tuple'],
  [Token.openBrace, 'object'],
  [Token.minus, 'negative'],
  [Token.not, 'not'],
] as const) {
  termRules[kind] = rule;
}

function parseTerm(state: ParseState): Expression {
  const kind = state.peek();
  const rule = termRules[kind];
  if (rule !== undefined) return state.parse(rule);
  const range = state.nextRange();
  const wording = kind === Token.endOfFile ? inExpression.missing : inExpression.invalid;
  state.reportUnlessRecovering(wording, { subject: range });
  state.recovery = true;
  return { kind: 'invalid', range };
}

const constants: ReadonlyMap<string, Literal> = new Map([
  ['true', { type: 'bool', value: true }],
  ['false', { type: 'bool', value: false }],
  ['null', { type: 'null' }],
]);

/** A constant, a variable or a call. */
export function parseWord(state: ParseState): Expression {
  const token = state.read();
  const kind = state.peek();
  if (kind === Token.openParen || kind === Token.doubleColon)
    return state.grammar.call(state, token);
  const name = state.textOf(token);
  const range = state.rangeOf(token);
  const constant = constants.get(name);
  if (constant !== undefined) return { kind: 'literal', value: constant, range };
  const traversal = { root: { kind: 'root', name, range }, steps: [], range } as const;
  return { kind: 'scope-traversal', traversal, range };
}

/** A number as written. */
export function parseNumber(state: ParseState): Expression {
  const token = state.read();
  const range = state.rangeOf(token);
  const text = numberText(state, token);
  if (text === undefined) return { kind: 'invalid', range };
  return { kind: 'literal', value: { type: 'number', text }, range };
}

/** `"(" Expr ")"`. */
export function parseParentheses(state: ParseState): Expression {
  const open = state.read();
  state.pushLineEnds(false);
  const known = state.diagnostics.length;
  const inner = state.parse('expression');
  if (state.diagnostics.length > known) {
    state.recover(Token.closeParen);
    state.popLineEnds();
    return inner;
  }
  const kind = state.peek();
  const range = between(state.rangeOf(open), state.nextRange());
  if (kind !== Token.closeParen) {
    state.report(inExpression.parenUnclosed, { subject: state.nextRange(), context: range });
    state.recovery = true;
  }
  state.read();
  state.popLineEnds();
  return { kind: 'parentheses', inner, range };
}

/** `-` before an operand. */
export function parseNegative(state: ParseState): Expression {
  return parseUnary(state, '-');
}

/** `!` before an operand. */
export function parseNot(state: ParseState): Expression {
  return parseUnary(state, '!');
}

function parseUnary(state: ParseState, operator: '-' | '!'): Expression {
  const token = state.read();
  const symbolRange = state.rangeOf(token);
  if (!state.enter()) {
    state.leave();
    return { kind: 'invalid', range: symbolRange };
  }
  const operand = parseOperand(state);
  state.leave();
  return {
    kind: 'unary',
    operator,
    operand,
    range: between(symbolRange, operand.range),
    symbolRange,
  };
}
