import type { Diagnostic, Range } from '../source/index.ts';
import { between, type TextRange } from './ranges.ts';
import type { ScannedText } from './text.ts';
import * as Token from './token.ts';
import type { TokenKind, TokenTable } from './tokens.ts';
import type { Expression } from './nodes.ts';

/** Reads an expression of one kind, from its first token on. */
export type Rule = (state: ParseState) => Expression;

/** The rules that call each other in a circle; each lives in a file of its own. All but the first are terms. */
export type RuleName =
  | 'expression'
  | 'word'
  | 'number'
  | 'quotedTemplate'
  | 'parentheses'
  | 'tuple'
  | 'object'
  | 'negative'
  | 'not';

/** How each kind of expression is read. */
export interface Grammar extends Readonly<Record<RuleName, Rule>> {
  /** A function call, from after the name on. */
  call(state: ParseState, name: number): Expression;
}

/** How deep expressions, templates and blocks may be nested in each other. */
export const deepest = 500;

/** Diagnostics of one text beyond which nothing more is told. */
export const mostDiagnostics = 10_000;

/** What a diagnostic of the parser needs to be told besides its wording. */
export interface Place {
  readonly subject: Range;
  readonly context?: Range;
}

/** Words of a diagnostic; the code is stable, the rest is for people. */
export interface Wording {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
}

/**
 * Where a parse stands: the next token, whether line ends count, and what was found wrong.
 * Tokens are named by their index in the table.
 */
export class ParseState {
  readonly text: ScannedText;
  readonly grammar: Grammar;
  readonly diagnostics: Diagnostic[] = [];
  /** Set by the first mistake that lost the thread; from then on follow-up mistakes are not told. */
  recovery = false;
  /** Levels of nesting around the current place. */
  depth = 0;
  readonly #tokens: TokenTable;
  /** The token that was read last, none at first, and its kind. */
  #last = -1;
  #kind: TokenKind = Token.newline;
  /** The next token that counts, and its kind: asked for more often than it changes. */
  #next = 0;
  #nextKind: TokenKind = Token.newline;
  #lineEnds = true;
  /** Kinds up to this one are passed over. */
  #skipped: TokenKind = Token.comment;
  readonly #outerLineEnds: boolean[] = [];
  #silent = false;

  constructor(text: ScannedText, grammar: Grammar) {
    this.text = text;
    this.grammar = grammar;
    this.#tokens = text.tokens;
    this.#find();
  }

  /** The kind of the next token that counts. */
  peek(): TokenKind {
    return this.#nextKind;
  }

  /** The next token that counts; comments with a line end stand for it where line ends count. */
  peekIndex(): number {
    return this.#next;
  }

  /**
   * Reads an expression of a kind. All calls go through here: there the engine leaves rules apart, while it would
   * compile a copy of each into all that call it, which takes longer than most texts.
   */
  parse(rule: RuleName): Expression {
    return this.grammar[rule](this);
  }

  /** Finds what comes after the token that was read last. */
  #find(): void {
    const { kinds } = this.#tokens;
    let index = this.#last + 1;
    while (kinds[index]! <= this.#skipped) index += 1;
    this.#next = index;
    const kind = kindAt(kinds, index);
    this.#nextKind = kind === Token.lineComment ? Token.newline : kind;
  }

  /** Takes the next token that counts and returns it. At the end it stays there. */
  read(): number {
    this.#last = this.#next;
    this.#kind = this.#nextKind;
    if (this.#kind !== Token.endOfFile) this.#find();
    return this.#last;
  }

  /** The kind of the token that was read last. */
  kind(): TokenKind {
    return this.#kind;
  }

  /** Whether the next token is this word. */
  peeksWord(word: string): boolean {
    return this.peek() === Token.identifier && this.isWord(this.peekIndex(), word);
  }

  isWord(token: number, word: string): boolean {
    const { starts, ends } = this.#tokens;
    const start = starts[token]!;
    if (ends[token]! - start !== word.length) return false;
    const { bytes } = this.text;
    for (let index = 0; index < word.length; index += 1) {
      if (bytes[start + index] !== word.charCodeAt(index)) return false;
    }
    return true;
  }

  textOf(token: number): string {
    return this.text.textOf(token);
  }

  /** In bytes. */
  lengthOf(token: number): number {
    return this.#tokens.ends[token]! - this.#tokens.starts[token]!;
  }

  bytesOf(token: number): Uint8Array {
    return this.text.bytes.subarray(this.#tokens.starts[token]!, this.#tokens.ends[token]!);
  }

  rangeOf(token: number): TextRange {
    return this.text.span(token, token);
  }

  /** From the start of the first token to the end of the last. */
  span(first: number, last: number): TextRange {
    return this.text.span(first, last);
  }

  nextRange(): TextRange {
    return this.rangeOf(this.peekIndex());
  }

  /** The token read last; the next one at the very beginning. */
  previousIndex(): number {
    return this.#last < 0 ? this.#next : this.#last;
  }

  previousRange(): TextRange {
    return this.rangeOf(this.previousIndex());
  }

  /** The literal text that stands alone between the quotes just opened; negative if something else does. */
  loneText(): number {
    const { kinds } = this.#tokens;
    const text = this.#last + 1;
    const isAlone = kinds[text] === Token.quotedText && kinds[text + 1] === Token.closeQuote;
    return isAlone ? text : -1;
  }

  /** Inside brackets line ends are spaces; `body` and object constructors count them again. */
  pushLineEnds(count: boolean): void {
    this.#outerLineEnds.push(this.#lineEnds);
    this.#setLineEnds(count);
  }

  popLineEnds(): void {
    this.#setLineEnds(this.#outerLineEnds.pop() ?? true);
  }

  #setLineEnds(count: boolean): void {
    this.#lineEnds = count;
    this.#skipped = count ? Token.comment : Token.lineComment;
    if (this.#kind !== Token.endOfFile) this.#find();
  }

  report(wording: Wording, place: Place): void {
    if (this.#silent) return;
    this.diagnostics.push({ severity: 'error', ...wording, ...place });
    this.#silent = this.diagnostics.length >= mostDiagnostics;
  }

  /** Reports a mistake unless it may be the consequence of an earlier one. */
  reportUnlessRecovering(wording: Wording, place: Place): void {
    if (!this.recovery) this.report(wording, place);
  }

  /** Whether the thread was lost since there were that many diagnostics. */
  lostSince(count: number): boolean {
    return this.recovery && this.diagnostics.length > count;
  }

  /** Goes one level deeper; false, with everything after it skipped, if that is too deep. */
  enter(): boolean {
    this.depth += 1;
    if (this.depth <= deepest) return true;
    if (!this.#silent) this.report(tooDeep, { subject: this.nextRange() });
    this.recovery = true;
    this.#silent = true;
    this.#last = this.#tokens.length - 1;
    this.#kind = Token.endOfFile;
    this.#next = this.#last;
    this.#nextKind = Token.endOfFile;
    return false;
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Skips to behind the closer that belongs to the current nesting; returns it, or the end. */
  recover(closer: TokenKind): number {
    this.recovery = true;
    const opener = openerOf(closer);
    for (let nested = 0; ; ) {
      const token = this.read();
      const kind = normalized(this.#kind);
      if (kind === Token.endOfFile) return token;
      if (kind === opener) nested += 1;
      else if (kind === closer) {
        if (nested === 0) return token;
        nested -= 1;
      }
    }
  }

  /** Skips to behind the next opener and then behind the closer that belongs to it. */
  recoverOver(opener: TokenKind, closer: TokenKind): number {
    this.recovery = true;
    for (;;) {
      const token = this.read();
      if (this.#kind === Token.endOfFile) return token;
      if (this.#kind === opener) return this.recover(closer);
    }
  }

  /** Skips to the next line that is outside of all brackets opened meanwhile. */
  recoverAfterItem(): void {
    this.recovery = true;
    const open: TokenKind[] = [];
    for (;;) {
      this.read();
      const kind = normalized(this.#kind);
      if (kind === Token.endOfFile || (kind === Token.newline && open.length === 0)) return;
      if (openers.has(kind)) open.push(kind);
      else {
        const opener = openerOf(kind);
        if (opener !== undefined) open.length = Math.max(0, open.lastIndexOf(opener));
      }
    }
  }
}

/** More levels than this program follows. */
export const tooDeep: Wording = {
  code: 'nesting-too-deep',
  summary: 'Nesting too deep',
  detail: `Expressions, templates and blocks can be nested in each other up to ${deepest} levels.`,
};

/** The table holds nothing but kinds. */
function kindAt(kinds: Uint8Array, index: number): TokenKind {
  return kinds[index] as TokenKind;
}

/** Both openers of template sequences have one closer. */
function normalized(kind: TokenKind): TokenKind {
  return kind === Token.templateControl ? Token.templateInterpolation : kind;
}

const pairs: readonly (readonly [TokenKind, TokenKind])[] = [
  [Token.openBrace, Token.closeBrace],
  [Token.openBracket, Token.closeBracket],
  [Token.openParen, Token.closeParen],
  [Token.openQuote, Token.closeQuote],
  [Token.openHeredoc, Token.closeHeredoc],
  [Token.templateInterpolation, Token.templateEnd],
];
const openers: ReadonlySet<TokenKind> = new Set(pairs.map(([opener]) => opener));
const openersByCloser: ReadonlyMap<TokenKind, TokenKind> = new Map(
  pairs.map(([opener, closer]) => [closer, opener]),
);

function openerOf(closer: TokenKind): TokenKind | undefined {
  return openersByCloser.get(closer);
}

/** The range from one node to another. */
export function spanning(first: { readonly range: Range }, last: { readonly range: Range }): Range {
  return between(first.range, last.range);
}
