import { Cursor, isBlank, isBlankOrEnd, isBreak, type Mark } from './cursor.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-property.ts';
import { scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts';
import type { PlainTokenKind, Token, TokenBody } from './tokens.ts';

/** A place that turns out to be a mapping key if a colon follows on the same line. */
interface PossibleKey {
  readonly mark: Mark;
  /** Number of the token that would come after the inserted key token. */
  readonly tokenNumber: number;
  /** In block context at the indentation of its mapping, a key must be one. */
  readonly required: boolean;
}

/** A key and its colon may be this many characters apart. */
const longestKey = 1024;

const flowMarks: Readonly<Record<string, PlainTokenKind>> = {
  '[': 'flow-sequence-start',
  '{': 'flow-mapping-start',
  ']': 'flow-sequence-end',
  '}': 'flow-mapping-end',
};

/**
 * Turns a text into tokens, on demand. Because a key is only known by the colon after it, tokens wait
 * in a queue until it is certain that nothing is to be inserted before them.
 */
export class Scanner {
  readonly cursor: Cursor;
  readonly queue: Token[] = [];
  taken = 0;
  started = false;
  indent = -1;
  readonly outerIndents: number[] = [];
  /** One place per flow level, the innermost last. */
  readonly possibleKeys: (PossibleKey | undefined)[] = [undefined];
  keyAllowed = true;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  get inFlow(): boolean {
    return this.possibleKeys.length > 1;
  }

  /** The next token, which stays. After a problem it is the problem, for ever. */
  peek(): Token {
    for (;;) {
      if (this.cursor.problem !== undefined) return this.problemToken();
      const first = this.queue[0];
      if (first !== undefined) {
        this.dropStaleKeys();
        const waits = this.possibleKeys.some((key) => key?.tokenNumber === this.taken);
        if (!waits && this.cursor.problem === undefined) return first;
        if (!waits) continue;
      }
      this.fetch();
    }
  }

  skip(): void {
    this.queue.shift();
    this.taken++;
  }

  problemToken(): Token {
    const mark = this.cursor.problem!.mark;
    return { kind: 'problem', start: mark, end: mark };
  }

  add(kind: PlainTokenKind, start: Mark, at: number = this.queue.length): void {
    this.queue.splice(at, 0, { kind, start, end: start });
  }

  /** Adds the token that `scan` reads, with the place where it was read. */
  scan(scan: (cursor: Cursor) => TokenBody): void {
    const start = this.cursor.mark();
    const body = scan(this.cursor);
    this.queue.push({ ...body, start, end: this.cursor.mark() });
  }

  scanMark(kind: PlainTokenKind, length: number): void {
    this.scan((cursor) => {
      cursor.skip(length);
      return { kind };
    });
  }

  fetch(): void {
    if (!this.started) {
      this.started = true;
      this.add('stream-start', this.cursor.mark());
      return;
    }
    this.skipToToken();
    this.dropStaleKeys();
    if (this.cursor.problem !== undefined) return;
    this.closeIndents(this.cursor.column);
    const next = this.cursor.peek();
    if (next === '') this.fetchStreamEnd();
    else if (this.cursor.column === 0 && next === '%') this.fetchDirective();
    else if (this.cursor.atDocumentMark())
      this.fetchDocumentMark(next === '-' ? 'document-start' : 'document-end');
    else if (next === '[' || next === '{') this.fetchFlowStart(flowMarks[next]!);
    else if (next === ']' || next === '}') this.fetchFlowEnd(flowMarks[next]!);
    else this.fetchEntry(next);
  }

  fetchEntry(next: string): void {
    const alone = isBlankOrEnd(this.cursor.peek(1));
    if (next === ',') {
      this.forgetKey();
      this.keyAllowed = true;
      this.scanMark('flow-entry', 1);
    } else if (next === '-' && alone) this.fetchBlockEntry();
    else if (next === '?' && (this.inFlow || alone)) this.fetchKey();
    else if (next === ':' && (this.inFlow || alone)) this.fetchValue();
    else if (next === '*' || next === '&') this.fetchPart(scanAnchor);
    else if (next === '!') this.fetchPart(scanTag);
    else if ((next === '|' || next === '>') && !this.inFlow) this.fetchBlockScalar();
    else if (next === "'" || next === '"') this.fetchPart(scanQuoted);
    else this.fetchPlain(next);
  }

  fetchPlain(next: string): void {
    const after = this.cursor.peek(1);
    const indicator = isBlankOrEnd(next) || '-?:,[]{}#&*!|>\'"%@`'.includes(next);
    const starts =
      !indicator ||
      (next === '-' && !isBlank(after)) ||
      (!this.inFlow && (next === '?' || next === ':') && !isBlankOrEnd(after));
    if (!starts) {
      this.cursor.fail('found character that cannot start any token');
      return;
    }
    let endedLine = false;
    this.fetchPart((cursor) => {
      const plain = scanPlain(cursor, { inFlow: this.inFlow, indent: this.indent });
      endedLine = plain.endedLine;
      return plain.body;
    });
    if (endedLine) this.keyAllowed = true;
  }

  /** A token that may be a key or begin one, and after which none can begin. */
  fetchPart(scan: (cursor: Cursor) => TokenBody): void {
    this.saveKey();
    this.keyAllowed = false;
    this.scan(scan);
  }

  fetchBlockScalar(): void {
    this.forgetKey();
    this.keyAllowed = true;
    this.scan((cursor) => scanBlock(cursor, this.indent));
  }

  fetchStreamEnd(): void {
    const { cursor } = this;
    if (cursor.column !== 0) {
      cursor.column = 0;
      cursor.line++;
    }
    this.closeIndents(-1);
    this.forgetKey();
    this.keyAllowed = false;
    this.add('stream-end', cursor.mark());
  }

  fetchDirective(): void {
    this.closeIndents(-1);
    this.forgetKey();
    this.keyAllowed = false;
    this.scan(scanDirective);
  }

  fetchDocumentMark(kind: PlainTokenKind): void {
    this.closeIndents(-1);
    this.forgetKey();
    this.keyAllowed = false;
    this.scanMark(kind, 3);
  }

  fetchFlowStart(kind: PlainTokenKind): void {
    this.saveKey();
    this.possibleKeys.push(undefined);
    this.keyAllowed = true;
    this.scanMark(kind, 1);
  }

  fetchFlowEnd(kind: PlainTokenKind): void {
    this.forgetKey();
    if (this.inFlow) this.possibleKeys.pop();
    this.keyAllowed = false;
    this.scanMark(kind, 1);
  }

  fetchBlockEntry(): void {
    if (!this.inFlow) {
      if (!this.keyAllowed) {
        this.cursor.fail('block sequence entries are not allowed in this context');
        return;
      }
      this.openIndent(this.cursor.column, 'block-sequence-start', this.cursor.mark());
    }
    this.forgetKey();
    this.keyAllowed = true;
    this.scanMark('block-entry', 1);
  }

  fetchKey(): void {
    if (!this.inFlow) {
      if (!this.keyAllowed) {
        this.cursor.fail('mapping keys are not allowed in this context');
        return;
      }
      this.openIndent(this.cursor.column, 'block-mapping-start', this.cursor.mark());
    }
    this.forgetKey();
    this.keyAllowed = !this.inFlow;
    this.scanMark('key', 1);
  }

  fetchValue(): void {
    const key = this.possibleKeys.at(-1);
    if (key !== undefined) {
      const at = key.tokenNumber - this.taken;
      this.add('key', key.mark, at);
      this.openIndent(key.mark.column, 'block-mapping-start', key.mark, at);
      this.possibleKeys[this.possibleKeys.length - 1] = undefined;
      this.keyAllowed = false;
    } else {
      if (!this.inFlow && !this.keyAllowed) {
        this.cursor.fail('mapping values are not allowed in this context');
        return;
      }
      if (!this.inFlow)
        this.openIndent(this.cursor.column, 'block-mapping-start', this.cursor.mark());
      this.keyAllowed = !this.inFlow;
    }
    this.scanMark('value', 1);
  }

  saveKey(): void {
    if (!this.keyAllowed) return;
    const required = !this.inFlow && this.indent === this.cursor.column;
    const tokenNumber = this.taken + this.queue.length;
    const key = { mark: this.cursor.mark(), tokenNumber, required };
    this.forgetKey();
    this.possibleKeys[this.possibleKeys.length - 1] = key;
  }

  forgetKey(): void {
    const last = this.possibleKeys.length - 1;
    if (this.possibleKeys[last]?.required) this.cursor.fail("could not find expected ':'");
    this.possibleKeys[last] = undefined;
  }

  /** A key ends with its line. */
  dropStaleKeys(): void {
    for (const [level, key] of this.possibleKeys.entries()) {
      if (key === undefined) continue;
      const { mark } = key;
      if (mark.line >= this.cursor.line && mark.index + longestKey >= this.cursor.index) continue;
      if (key.required) this.cursor.fail("could not find expected ':'");
      this.possibleKeys[level] = undefined;
    }
  }

  openIndent(column: number, kind: PlainTokenKind, mark: Mark, at?: number): void {
    if (this.inFlow || this.indent >= column) return;
    this.outerIndents.push(this.indent);
    this.indent = column;
    this.add(kind, mark, at);
  }

  closeIndents(column: number): void {
    if (this.inFlow) return;
    while (this.indent > column) {
      this.add('block-end', this.cursor.mark());
      this.indent = this.outerIndents.pop()!;
    }
  }

  skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      const tabsToo = this.inFlow || !this.keyAllowed;
      cursor.takeWhile((character) => character === ' ' || (tabsToo && character === '\t'));
      if (cursor.peek() === '#') cursor.takeWhile((character) => !isBreak(character));
      if (!isBreak(cursor.peek())) return;
      cursor.takeBreak();
      if (!this.inFlow) this.keyAllowed = true;
    }
  }
}
