import { bracketChange } from './format-lines.ts';
import * as Token from './token.ts';
import type { TokenTable } from './tokens.ts';

/** Text of templates and what opens or closes it touches its neighbours. */
const glueBefore: ReadonlySet<number> = new Set([
  Token.quotedText,
  Token.plainText,
  Token.openQuote,
  Token.openHeredoc,
]);
const glueAfter: ReadonlySet<number> = new Set([
  Token.quotedText,
  Token.plainText,
  Token.closeQuote,
  Token.closeHeredoc,
]);

/** After these a minus is a sign, not an operator between two operands. */
const beforeSign: ReadonlySet<number> = new Set([
  Token.openParen,
  Token.openBrace,
  Token.openBracket,
  Token.equal,
  Token.colon,
  Token.comma,
  Token.question,
  Token.plus,
  Token.minus,
  Token.star,
  Token.slash,
  Token.percent,
  Token.equalTo,
  Token.notEqualTo,
  Token.less,
  Token.lessOrEqual,
  Token.greater,
  Token.greaterOrEqual,
  Token.and,
  Token.or,
  Token.not,
]);

/**
 * Whether a space belongs between a token and the one before it in its cell, which begins at
 * `from`. Rules in the order of template-language 7.6; the first that applies decides.
 */
export function wantsSpace(
  tokens: TokenTable,
  bytes: Uint8Array,
  index: number,
  from: number,
): boolean {
  const { kinds } = tokens;
  const after = kinds[index]!;
  const subject = kinds[index - 1]!;
  const before = index - 2 >= from ? kinds[index - 2]! : undefined;
  if (after === Token.newline) return false;
  if (subject === Token.identifier && after === Token.openParen) return false;
  if (subject === Token.identifier && after === Token.doubleColon) return false;
  if (subject === Token.doubleColon && after === Token.identifier) return false;
  if (subject === Token.dot || after === Token.dot) return false;
  if (after === Token.comma || after === Token.ellipsis) return false;
  if (subject === Token.comma) return true;
  if (glueBefore.has(subject) || glueAfter.has(after)) return false;
  if (before === Token.identifier && isWordIn(tokens, bytes, index - 1)) return true;
  if (after === Token.openBracket && endsOperand(subject)) return false;
  if (subject === Token.not) return false;
  if (subject === Token.minus) return before !== undefined && !beforeSign.has(before);
  return betweenBrackets(subject, after);
}

function endsOperand(kind: number): boolean {
  return kind === Token.identifier || kind === Token.number || bracketChange(kind) < 0;
}

function betweenBrackets(subject: number, after: number): boolean {
  if (subject === Token.openBrace || after === Token.closeBrace) {
    return !(subject === Token.openBrace && after === Token.closeBrace);
  }
  const opensSequence = (kind: number) =>
    kind === Token.templateInterpolation || kind === Token.templateControl;
  if (opensSequence(subject) && after === Token.openBrace) return true;
  if (subject === Token.closeBrace && after === Token.templateEnd) return true;
  if (subject === Token.templateEnd && opensSequence(after)) return false;
  return bracketChange(subject) <= 0 && bracketChange(after) >= 0;
}

function isWordIn({ kinds, starts, ends }: TokenTable, bytes: Uint8Array, index: number): boolean {
  if (kinds[index] !== Token.identifier) return false;
  const start = starts[index]!;
  return ends[index]! - start === 2 && bytes[start] === 0x69 && bytes[start + 1] === 0x6e;
}
