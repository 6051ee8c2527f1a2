import * as Token from './token.ts';
import type { TokenTable } from './tokens.ts';

/**
 * The lines of a text as the formatter sees them: tokens up to a line end, where text of templates
 * has none. Each line has up to three cells: lead, assignment (from its `=` on) and comment.
 */
export class FormatLines {
  readonly #tokens: TokenTable;
  /** First token of each line, and one behind the last line. */
  readonly #starts: number[] = [0];
  /** First token of the assignment; that of the comment if there is none. */
  readonly #assigns: number[] = [];
  /** The comment; the first token of the next line if there is none. */
  readonly #comments: number[] = [];

  constructor(tokens: TokenTable) {
    this.#tokens = tokens;
    // The end of the file belongs to no line.
    const last = tokens.length - 1;
    for (let index = 0; index < last; index += 1) {
      const kind = tokens.kinds[index];
      if (kind === Token.newline || kind === Token.lineComment) this.#add(index + 1);
    }
    if (last > this.#starts[this.#starts.length - 1]!) this.#add(last);
  }

  get length(): number {
    return this.#starts.length - 1;
  }

  start(line: number): number {
    return this.#starts[line]!;
  }

  assign(line: number): number {
    return this.#assigns[line]!;
  }

  comment(line: number): number {
    return this.#comments[line]!;
  }

  hasAssign(line: number): boolean {
    return this.assign(line) < this.comment(line);
  }

  hasComment(line: number): boolean {
    return this.comment(line) < this.start(line + 1);
  }

  /** How many more brackets the line opens than closes; what is in a heredoc of the lead does not count. */
  bracketChange(line: number): number {
    let change = 0;
    for (let index = this.start(line); index < this.assign(line); index += 1) {
      change += bracketChange(this.#tokens.kinds[index]!);
      if (this.#tokens.kinds[index] === Token.openHeredoc) break;
    }
    return change + this.#balance(this.assign(line), this.comment(line));
  }

  #balance(from: number, to: number): number {
    let change = 0;
    for (let index = from; index < to; index += 1)
      change += bracketChange(this.#tokens.kinds[index]!);
    return change;
  }

  #add(end: number): void {
    const start = this.#starts[this.#starts.length - 1]!;
    const { kinds } = this.#tokens;
    const last = kinds[end - 1];
    const endsInComment = last === Token.comment || last === Token.lineComment;
    const comment = end - start > 1 && endsInComment ? end - 1 : end;
    let assign = start + 1;
    while (assign < comment && kinds[assign] !== Token.equal) assign += 1;
    const isWhole = assign < comment && this.#balance(assign, comment) === 0;
    this.#assigns.push(isWhole ? assign : comment);
    this.#comments.push(comment);
    this.#starts.push(end);
  }
}

/** 1 for what opens, -1 for what closes a bracket or template sequence, else 0. */
export function bracketChange(kind: number): number {
  switch (kind) {
    case Token.openBrace:
    case Token.openBracket:
    case Token.openParen:
    case Token.templateInterpolation:
    case Token.templateControl:
      return 1;
    case Token.closeBrace:
    case Token.closeBracket:
    case Token.closeParen:
    case Token.templateEnd:
      return -1;
    default:
      return 0;
  }
}
