import { flushHeredoc } from './flush-heredoc.ts';
import type { Expression } from './nodes.ts';
import type { ParseState } from './parse-state.ts';
import { decodeText } from './parse-string.ts';
import { parseTemplateParts } from './parse-template-parts.ts';
import { TextRange } from './ranges.ts';
import { assembleTemplate, literalText } from './template-tree.ts';
import type { TemplatePart } from './template-parts.ts';
import * as Token from './token.ts';
import type { TokenKind } from './tokens.ts';

/** `"…"` or a heredoc, from the opener on. */
export function parseQuotedTemplate(state: ParseState): Expression {
  const open = state.read();
  const loneText = state.loneText();
  if (loneText >= 0) return plainTemplate(state, open, loneText);
  const isHeredoc = state.kind() === Token.openHeredoc;
  const isFlush = isHeredoc && state.bytesOf(open)[2] === 0x2d;
  const closer = isHeredoc ? Token.closeHeredoc : Token.closeQuote;
  const { parts, isWrapper } = parseParts(state, closer, isFlush);
  return templateNode(parts, isWrapper, state.span(open, state.previousIndex()));
}

/** `"text"`, by far the most common; from the text on. */
function plainTemplate(state: ParseState, open: number, text: number): Expression {
  state.read();
  const value = decodeText(state, text);
  const close = state.read();
  const part = literalText(value, state.rangeOf(text));
  return { kind: 'template', parts: [part], range: state.span(open, close) };
}

/** A whole text that is a template, without quotes around it. */
export function parseBareTemplate(state: ParseState): Expression {
  const { parts, isWrapper, range } = parseParts(state, Token.endOfFile, false);
  return templateNode(parts, isWrapper, range);
}

function templateNode(
  parts: readonly Expression[],
  isWrapper: boolean,
  range: TextRange,
): Expression {
  const [first] = parts;
  if (isWrapper && first !== undefined) return { kind: 'template-wrap', wrapped: first, range };
  return { kind: 'template', parts, range };
}

interface ParsedTemplate {
  readonly parts: readonly Expression[];
  /** Nothing but one interpolation. */
  readonly isWrapper: boolean;
  readonly range: TextRange;
}

function parseParts(state: ParseState, closer: TokenKind, isFlush: boolean): ParsedTemplate {
  const { parts, range, end } = parseTemplateParts(state, closer);
  if (isFlush) flushHeredoc(parts);
  const merged = mergeText(parts);
  const isWrapper = merged.length === 1 && merged[0]?.kind === 'interpolation';
  return { parts: assembleTemplate(state, merged, end), isWrapper, range };
}

/** Text that stands next to other text becomes one part with it. */
function mergeText(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const isBehindText = (part: TemplatePart, index: number) => {
    return index > 0 && part.kind === 'text' && parts[index - 1]?.kind === 'text';
  };
  if (!parts.some(isBehindText)) return parts;
  const merged: TemplatePart[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (part.kind === 'text' && last?.kind === 'text') {
      last.value += part.value;
      last.range = new TextRange(last.range.text, last.range.from, part.range.to);
    } else merged.push(part);
  }
  return merged;
}
