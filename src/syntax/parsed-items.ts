import type { Range } from '../source/index.ts';
import type { AttributeNode, BlockNode } from './native-nodes.ts';
import type { BodyNode } from './body-node.ts';
import type { Expression } from './nodes.ts';
import type { ScannedText } from './text.ts';
import * as Token from './token.ts';

// Most ranges of most items are never asked for, so items remember tokens and make ranges on demand.

/** An attribute as the parser found it. */
export class ParsedAttribute implements AttributeNode {
  readonly name: string;
  readonly expression: Expression;
  readonly #text: ScannedText;
  readonly #first: number;
  readonly #last: number;

  /** From the token of the name to the last token of the expression. */
  constructor(text: ScannedText, first: number, last: number, expression: Expression) {
    this.name = text.textOf(first);
    this.expression = expression;
    this.#text = text;
    this.#first = first;
    this.#last = last;
  }

  get kind(): 'attribute' {
    return 'attribute';
  }

  get range(): Range {
    return this.#text.span(this.#first, this.#last);
  }

  get nameRange(): Range {
    return this.#text.span(this.#first, this.#first);
  }

  /** Nothing but comments can stand between the name and the sign. */
  get equalsRange(): Range {
    const { kinds } = this.#text.tokens;
    let sign = this.#first + 1;
    while (kinds[sign] === Token.comment) sign += 1;
    return this.#text.span(sign, sign);
  }
}

interface LabelTokens {
  readonly first: number;
  readonly last: number;
}

/** Type and labels of a block, and the tokens they were written with. */
export interface BlockHeader {
  readonly type: number;
  labels: string[];
  /** First and last token of each label. */
  labelTokens: LabelTokens[];
  /** The opening brace, unless the header is broken. */
  openBrace: number | undefined;
}

/** A block as the parser found it. */
export class ParsedBlock implements BlockNode {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: BodyNode;
  readonly #text: ScannedText;
  readonly #header: BlockHeader;
  readonly #close: number;

  /** Up to the token that closes it. */
  constructor(text: ScannedText, header: BlockHeader, body: BodyNode, close: number) {
    this.type = text.textOf(header.type);
    this.labels = header.labels;
    this.body = body;
    this.#text = text;
    this.#header = header;
    this.#close = close;
  }

  get kind(): 'block' {
    return 'block';
  }

  get range(): Range {
    return this.#text.span(this.#header.type, this.#close);
  }

  get defRange(): Range {
    const { type, labelTokens } = this.#header;
    return this.#text.span(type, labelTokens[labelTokens.length - 1]?.last ?? type);
  }

  get typeRange(): Range {
    return this.#text.span(this.#header.type, this.#header.type);
  }

  get labelRanges(): readonly Range[] {
    return this.#header.labelTokens.map(({ first, last }) => this.#text.span(first, last));
  }

  get openBraceRange(): Range {
    const brace = this.#header.openBrace ?? this.#header.type;
    return this.#text.span(brace, brace);
  }

  get closeBraceRange(): Range {
    return this.#text.span(this.#close, this.#close);
  }
}
