import { joinedBytes } from '../base/index.ts';
import type { Range, SourceFile } from '../source/index.ts';
import { scan } from './lexer.ts';
import type { BodyTree } from './native-nodes.ts';
import { children } from './children.ts';
import type { Expression } from './nodes.ts';
import { markLength, ScannedText } from './text.ts';
import * as Token from './token.ts';
import { TextRange } from './ranges.ts';

/** What a token of a file is; comments are one kind, whether they end their line or not. */
type SyntaxTokenKind = Exclude<keyof typeof Token, 'lineComment'>;

/** One token of a file, with the spaces that stand before it. */
export interface SyntaxToken {
  readonly kind: SyntaxTokenKind;
  readonly leading: string;
  readonly text: string;
  readonly range: Range;
}

const names: readonly SyntaxTokenKind[] = kindNames();

function kindNames(): SyntaxTokenKind[] {
  const { lineComment, ...kinds } = Token;
  const list: SyntaxTokenKind[] = [];
  let name: SyntaxTokenKind;
  for (name in kinds) list[kinds[name]] = name;
  list[lineComment] = 'comment';
  return list;
}

/**
 * Every token of a file in native syntax, comments and line ends included: put together in order they
 * are the file again, except for a leading byte order mark.
 */
export function tokensOf(file: SourceFile): readonly SyntaxToken[] {
  const tokens = scan(file.bytes, 'configuration');
  const origin = { line: 1, column: 1, byte: 0 };
  const text = new ScannedText(file.filename, file.bytes, origin, tokens);
  const result: SyntaxToken[] = [];
  let end = markLength(file.bytes);
  for (let index = 0; index < tokens.length; index += 1) {
    const start = tokens.starts[index]!;
    const leading = text.slice(end, start);
    end = tokens.ends[index]!;
    const range = new TextRange(text, start, end);
    result.push({
      kind: names[tokens.kinds[index]!]!,
      leading,
      text: text.slice(start, end),
      range,
    });
  }
  return result;
}

/**
 * The bytes a tree was parsed from, put together leaf by leaf with what stands between them. Only a
 * tree whose ranges are in order and inside each other gives the whole text.
 */
export function printConfig(body: BodyTree): Uint8Array {
  const { range } = body;
  if (!(range instanceof TextRange && range.text instanceof ScannedText)) {
    throw new TypeError('only what the parser made can be printed');
  }
  const printer = new Printer(range.text.bytes);
  printer.body(body);
  printer.upTo(range.text.bytes.length);
  return printer.output();
}

class Printer {
  readonly #source: Uint8Array;
  readonly #pieces: Uint8Array[] = [];
  #at = 0;

  constructor(source: Uint8Array) {
    this.#source = source;
  }

  body(body: BodyTree): void {
    const items = [...body.attributes.values(), ...body.blocks];
    items.sort((one, other) => startOf(one.range) - startOf(other.range));
    for (const item of items) {
      if (item.kind === 'attribute') {
        this.leaf(item.nameRange);
        this.leaf(item.equalsRange);
        this.#expression(item.expression);
      } else {
        for (const range of [item.typeRange, ...item.labelRanges, item.openBraceRange])
          this.leaf(range);
        this.body(item.body);
        this.leaf(item.closeBraceRange);
      }
    }
  }

  /** Operands before operators, however deep; a list instead of recursion for long chains. */
  #expression(whole: Expression): void {
    const pending: Expression[] = [whole];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const inner = children(next);
      if (inner.length === 0) this.leaf(next.range);
      for (const child of inner.toReversed()) pending.push(child);
    }
    this.leaf(whole.range);
  }

  /** What stands before the range and was not printed yet, and the range. */
  leaf(range: Range): void {
    if (!(range instanceof TextRange) || range.to <= this.#at) return;
    if (range.from > this.#at) this.upTo(range.from);
    this.upTo(range.to);
  }

  upTo(end: number): void {
    this.#pieces.push(this.#source.subarray(this.#at, end));
    this.#at = end;
  }

  output(): Uint8Array {
    return joinedBytes(this.#pieces);
  }
}

function startOf(range: Range): number {
  return range instanceof TextRange ? range.from : 0;
}
