import type { Diagnosed, Range } from '../source/index.ts';
import type { Expression } from './nodes.ts';

/** An attribute a body may have. */
export interface AttributeSchema {
  readonly name: string;
  readonly required: boolean;
}

/** A block type a body may have, with the names of its labels (for messages). */
export interface BlockSchema {
  readonly type: string;
  readonly labelNames: readonly string[];
}

/** What a body may hold. */
export interface BodySchema {
  readonly attributes: readonly AttributeSchema[];
  readonly blocks: readonly BlockSchema[];
}

/** `name = expression`, whichever flavour it was written in. */
export interface Attribute {
  readonly name: string;
  readonly expression: Expression;
  readonly range: Range;
  readonly nameRange: Range;
}

/** `type "label" { body }`, whichever flavour it was written in. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** Type and labels; the opening bracket in JSON. */
  readonly defRange: Range;
  readonly typeRange: Range;
  readonly labelRanges: readonly Range[];
}

/** What a schema found in a body. */
export interface BodyContent {
  /** In the order of the source. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** In the order of the source. */
  readonly blocks: readonly Block[];
  /** Where to say that something is missing. */
  readonly missingItemRange: Range;
}

/** Content together with the body that holds everything the schema did not name. */
export interface PartialBodyContent extends BodyContent {
  readonly remain: Body;
}

/** The inside of a file or block, read through schemas. Both flavours implement it. */
export interface Body {
  /** What the schema names; everything else is a mistake. */
  content(schema: BodySchema): Diagnosed<BodyContent>;
  /** What the schema names, and the rest as a body of its own. */
  partialContent(schema: BodySchema): Diagnosed<PartialBodyContent>;
  /** All attributes; blocks are a mistake. */
  justAttributes(): Diagnosed<ReadonlyMap<string, Attribute>>;
  readonly missingItemRange: Range;
}
