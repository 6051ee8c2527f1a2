import type { Diagnosed, Diagnostic, Range } from '../source/index.ts';
import type { Attribute, Body, BodyContent, BodySchema, PartialBodyContent } from './body.ts';
import { readNativeBody, unexpectedBlock } from './native-content.ts';
import type { AttributeNode, BlockNode, BodyTree } from './native-nodes.ts';
import { endOf, startOf } from './ranges.ts';

/** What stands in a body. */
export type BodyItems = Pick<BodyTree, 'attributes' | 'blocks'>;

/** A body in native syntax: the tree, and the tree read through a schema. */
export class BodyNode implements Body, BodyTree {
  readonly attributes: ReadonlyMap<string, AttributeNode>;
  readonly blocks: readonly BlockNode[];
  readonly range: Range;
  readonly #end: Range | undefined;

  /** `end` only where it is something else than the end of the range. */
  constructor(items: BodyItems, range: Range, end?: Range) {
    this.attributes = items.attributes;
    this.blocks = items.blocks;
    this.range = range;
    this.#end = end;
  }

  get endRange(): Range {
    return this.#end ?? endOf(this.range);
  }

  get missingItemRange(): Range {
    return startOf(this.range);
  }

  content(schema: BodySchema): Diagnosed<BodyContent> {
    return readNativeBody(this, schema, 'all');
  }

  partialContent(schema: BodySchema): Diagnosed<PartialBodyContent> {
    const read = readNativeBody(this, schema, 'some');
    return {
      value: { ...read.value, remain: this.#without(schema) },
      diagnostics: read.diagnostics,
    };
  }

  justAttributes(): Diagnosed<ReadonlyMap<string, Attribute>> {
    const first = this.blocks[0];
    const diagnostics: Diagnostic[] = first === undefined ? [] : [unexpectedBlock(first)];
    return { value: this.attributes, diagnostics };
  }

  #without(schema: BodySchema): BodyNode {
    const names = new Set(schema.attributes.map((attribute) => attribute.name));
    const types = new Set(schema.blocks.map((block) => block.type));
    const attributes = new Map([...this.attributes].filter(([name]) => !names.has(name)));
    const blocks = this.blocks.filter((block) => !types.has(block.type));
    return new BodyNode({ attributes, blocks }, this.range, this.#end);
  }
}
