import { describeCharacter, quote } from './quote.ts';

/** Kinds of tokens; the keywords are kinds of their own. */
export type TokenKind =
  | 'error'
  | 'end-of-file'
  | 'text'
  | 'left-delimiter'
  | 'right-delimiter'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'left-paren'
  | 'right-paren'
  | 'character'
  | 'bool'
  | 'character-constant'
  | 'complex'
  | 'field'
  | 'identifier'
  | 'number'
  | 'raw-string'
  | 'string'
  | 'variable'
  | Keyword;

type Keyword =
  | '.'
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

const keywords: ReadonlyMap<string, Keyword> = new Map(
  (
    [
      'block',
      'break',
      'continue',
      'define',
      'else',
      'end',
      'if',
      'nil',
      'range',
      'template',
      'with',
    ] as const
  ).map((word) => [word, word]),
);

/** A piece of the template. */
export interface Token {
  readonly kind: TokenKind;
  /** The piece as written; the message of an error. */
  readonly text: string;
  readonly position: number;
  /** Line where the piece begins, from 1. */
  readonly line: number;
}

/** The token as messages show it. */
export function describeToken(token: Token): string {
  if (token.kind === 'end-of-file') return 'EOF';
  if (token.kind === 'error') return token.text;
  if (token.kind === '.' || keywords.has(token.kind)) return `<${token.text}>`;
  const characters = [...token.text];
  if (new TextEncoder().encode(token.text).length > 10) {
    return `${quote(characters.slice(0, 10).join(''))}...`;
  }
  return quote(token.text);
}

const leftDelimiter = '{{';
const rightDelimiter = '}}';
const endOfFile = '';

/** Gives the tokens of a template one by one; after an error only the end follows. */
export interface Lexer {
  next(): Token;
}

/** Cuts a template into tokens. */
export function lexer(text: string): Lexer {
  return new TextLexer(text);
}

class TextLexer implements Lexer {
  readonly #input: string;
  #start = 0;
  #at = 0;
  #line = 1;
  /** Up to where `#line` was counted. */
  #counted = 0;
  #inAction = false;
  #depth = 0;
  #broken = false;

  constructor(input: string) {
    this.#input = input;
  }

  next(): Token {
    if (this.#broken) return this.#make('end-of-file');
    for (;;) {
      const token = this.#inAction ? this.#insideAction() : this.#outsideAction();
      if (token !== undefined) return token;
    }
  }

  #make(kind: TokenKind): Token {
    const token = {
      kind,
      text: this.#input.slice(this.#start, this.#at),
      position: this.#start,
      line: this.#lineAt(this.#start),
    };
    this.#start = this.#at;
    return token;
  }

  #fail(message: string): Token {
    this.#broken = true;
    const position = this.#start;
    return { kind: 'error', text: message, position, line: this.#lineAt(position) };
  }

  #lineAt(position: number): number {
    for (; this.#counted < position; this.#counted++) {
      if (this.#input[this.#counted] === '\n') this.#line++;
    }
    return this.#line;
  }

  #ignore(): void {
    this.#start = this.#at;
  }

  #outsideAction(): Token | undefined {
    const open = this.#input.indexOf(leftDelimiter, this.#at);
    if (open < 0) {
      this.#at = this.#input.length;
      return this.#make(this.#at > this.#start ? 'text' : 'end-of-file');
    }
    if (open === this.#at) return this.#openAction();
    const trims = this.#hasLeftTrim(open + leftDelimiter.length);
    const text = this.#input.slice(this.#start, open);
    this.#at = trims ? this.#start + text.replace(/[ \t\r\n]+$/, '').length : open;
    const token = this.#make('text');
    this.#at = open;
    this.#ignore();
    return token.text === '' ? undefined : token;
  }

  #hasLeftTrim(at: number): boolean {
    return this.#input[at] === '-' && isSpace(this.#input[at + 1] ?? endOfFile);
  }

  #openAction(): Token | undefined {
    const after = this.#at + leftDelimiter.length;
    const skip = this.#hasLeftTrim(after) ? 2 : 0;
    if (this.#input.startsWith('/*', after + skip)) {
      this.#at = after + skip;
      this.#ignore();
      return this.#comment();
    }
    this.#at = after;
    const token = this.#make('left-delimiter');
    this.#inAction = true;
    this.#depth = 0;
    this.#at += skip;
    this.#ignore();
    return token;
  }

  #comment(): Token | undefined {
    const close = this.#input.indexOf('*/', this.#at + 2);
    if (close < 0) return this.#fail('unclosed comment');
    this.#at = close + 2;
    const delimiter = this.#rightDelimiter();
    if (delimiter === undefined) return this.#fail('comment ends before closing delimiter');
    this.#at += delimiter.length;
    this.#trimAfter(delimiter.trims);
    return undefined;
  }

  #rightDelimiter(): { readonly trims: boolean; readonly length: number } | undefined {
    const first = this.#input[this.#at] ?? endOfFile;
    if (isSpace(first) && this.#input.startsWith(`-${rightDelimiter}`, this.#at + 1)) {
      return { trims: true, length: 4 };
    }
    return this.#input.startsWith(rightDelimiter, this.#at)
      ? { trims: false, length: 2 }
      : undefined;
  }

  #trimAfter(trims: boolean): void {
    if (trims) while (isSpace(this.#input[this.#at] ?? endOfFile)) this.#at++;
    this.#ignore();
  }

  #closeAction(delimiter: { readonly trims: boolean; readonly length: number }): Token {
    this.#at += delimiter.length - rightDelimiter.length;
    this.#ignore();
    this.#at += rightDelimiter.length;
    const token = this.#make('right-delimiter');
    this.#trimAfter(delimiter.trims);
    this.#inAction = false;
    return token;
  }

  #insideAction(): Token {
    const delimiter = this.#rightDelimiter();
    if (delimiter !== undefined) {
      return this.#depth === 0 ? this.#closeAction(delimiter) : this.#fail('unclosed left paren');
    }
    const character = this.#take();
    if (character === endOfFile) return this.#fail('unclosed action');
    if (isSpace(character)) return this.#space();
    const special = this.#special(character);
    if (special !== undefined) return special;
    if (isAlphaNumeric(character)) return this.#identifier();
    if (character >= ' ' && character <= '~') return this.#make('character');
    return this.#fail(`unrecognized character in action: ${describeCharacter(character)}`);
  }

  #special(character: string): Token | undefined {
    switch (character) {
      case '=':
        return this.#make('assign');
      case ':':
        return this.#take() === '=' ? this.#make('declare') : this.#fail('expected :=');
      case '|':
        return this.#make('pipe');
      case '"':
        return this.#quoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.#quoted("'", 'character-constant', 'unterminated character constant');
      case '`':
        return this.#rawString();
      case '$':
        return this.#fieldOrVariable('variable');
      case '(':
        this.#depth++;
        return this.#make('left-paren');
      case ')':
        this.#depth--;
        return this.#depth < 0 ? this.#fail('unexpected right paren') : this.#make('right-paren');
      default:
        return this.#dotOrNumber(character);
    }
  }

  #dotOrNumber(character: string): Token | undefined {
    if (character === '.') {
      const following = this.#input[this.#at];
      if (following !== undefined && !isDigit(following)) return this.#fieldOrVariable('field');
    } else if (character !== '+' && character !== '-' && !isDigit(character)) {
      return undefined;
    }
    this.#at--;
    return this.#number();
  }

  /** The next character, a whole code point. */
  #take(): string {
    const code = this.#input.codePointAt(this.#at);
    if (code === undefined) return endOfFile;
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  #peek(): string {
    const code = this.#input.codePointAt(this.#at);
    return code === undefined ? endOfFile : String.fromCodePoint(code);
  }

  /** Spaces, but not the one that belongs to a trimming delimiter. */
  #space(): Token {
    this.#at--;
    while (isSpace(this.#peek()) && this.#rightDelimiter()?.trims !== true) this.#at++;
    return this.#make('space');
  }

  #quoted(quoteMark: string, kind: TokenKind, unterminated: string): Token {
    for (;;) {
      let character = this.#take();
      if (character === quoteMark) return this.#make(kind);
      if (character === '\\') {
        character = this.#take();
        if (character !== endOfFile && character !== '\n') continue;
      }
      if (character === endOfFile || character === '\n') return this.#fail(unterminated);
    }
  }

  #rawString(): Token {
    const close = this.#input.indexOf('`', this.#at);
    if (close < 0) return this.#fail('unterminated raw quoted string');
    this.#at = close + 1;
    return this.#make('raw-string');
  }

  #identifier(): Token {
    while (isAlphaNumeric(this.#peek())) this.#take();
    if (!this.#atTerminator()) return this.#badCharacter();
    const word = this.#input.slice(this.#start, this.#at);
    if (word === 'true' || word === 'false') return this.#make('bool');
    return this.#make(keywords.get(word) ?? 'identifier');
  }

  #fieldOrVariable(kind: 'field' | 'variable'): Token {
    if (this.#atTerminator()) return this.#make(kind === 'variable' ? 'variable' : '.');
    while (isAlphaNumeric(this.#peek())) this.#take();
    return this.#atTerminator() ? this.#make(kind) : this.#badCharacter();
  }

  #badCharacter(): Token {
    return this.#fail(`bad character ${describeCharacter(this.#peek())}`);
  }

  #atTerminator(): boolean {
    const character = this.#peek();
    if (isSpace(character) || character === endOfFile) return true;
    return '.,|:)('.includes(character) || this.#input.startsWith(rightDelimiter, this.#at);
  }

  #number(): Token {
    if (!this.#scanNumber()) return this.#badNumber();
    const sign = this.#peek();
    if (sign !== '+' && sign !== '-') return this.#make('number');
    if (!this.#scanNumber() || this.#input[this.#at - 1] !== 'i') return this.#badNumber();
    return this.#make('complex');
  }

  #badNumber(): Token {
    return this.#fail(`bad number syntax: ${quote(this.#input.slice(this.#start, this.#at))}`);
  }

  #scanNumber(): boolean {
    this.#accept(/[+-]/);
    let digits = /[0-9_]/;
    let exponent = /[eE]/;
    if (this.#accept(/0/)) {
      if (this.#accept(/[xX]/)) {
        digits = /[0-9a-fA-F_]/;
        exponent = /[pP]/;
      } else if (this.#accept(/[oO]/)) {
        digits = /[0-7_]/;
        exponent = /$^/;
      } else if (this.#accept(/[bB]/)) {
        digits = /[01_]/;
        exponent = /$^/;
      }
    }
    this.#acceptRun(digits);
    if (this.#accept(/\./)) this.#acceptRun(digits);
    if (this.#accept(exponent)) {
      this.#accept(/[+-]/);
      this.#acceptRun(/[0-9_]/);
    }
    this.#accept(/i/);
    if (!isAlphaNumeric(this.#peek())) return true;
    this.#take();
    return false;
  }

  #accept(pattern: RegExp): boolean {
    const character = this.#input[this.#at];
    if (character === undefined || !pattern.test(character)) return false;
    this.#at++;
    return true;
  }

  #acceptRun(pattern: RegExp): void {
    while (this.#accept(pattern));
  }
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isAlphaNumeric(character: string): boolean {
  // Classes of Unicode take long to compile and are seldom needed.
  return (character < '\x80' ? /^\w$/ : /^[\p{L}\p{Nd}_]$/u).test(character);
}
