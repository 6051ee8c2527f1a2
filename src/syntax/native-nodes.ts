import type { Range } from '../source/index.ts';
import type { Attribute, Block, Body } from './body.ts';
import type { Expression } from './nodes.ts';

/** `name = expression` in native syntax. */
export interface AttributeNode extends Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly expression: Expression;
  readonly range: Range;
  readonly nameRange: Range;
  readonly equalsRange: Range;
}

/** `type "label" { … }` in native syntax. */
export interface BlockNode extends Block {
  readonly kind: 'block';
  readonly body: Body & BodyTree;
  readonly range: Range;
  readonly openBraceRange: Range;
  readonly closeBraceRange: Range;
}

/** The inside of a file or block as a tree. */
export interface BodyTree {
  /** In source order, one per name: of several the first. */
  readonly attributes: ReadonlyMap<string, AttributeNode>;
  readonly blocks: readonly BlockNode[];
  /** Between the braces, both included; the whole file at the top. */
  readonly range: Range;
  /** Zero-width, at the end. */
  readonly endRange: Range;
}
