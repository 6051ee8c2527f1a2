import type { Diagnosed, Diagnostic, Range } from '../source/index.ts';
import type { Attribute, Body, BodyContent, BodySchema, PartialBodyContent } from './body.ts';
import { readNativeBody, unexpectedBlock } from './native-content.ts';
import type { AttributeNode, BlockNode, BodyTree } from './native-nodes.ts';
import { startOf } from './ranges.ts';

/** A body in native syntax: the tree, and the tree read through a schema. */
export class BodyNode implements Body, BodyTree {
  readonly attributes: ReadonlyMap<string, AttributeNode>;
  readonly blocks: readonly BlockNode[];
  readonly range: Range;
  readonly endRange: Range;

  constructor(tree: BodyTree) {
    this.attributes = tree.attributes;
    this.blocks = tree.blocks;
    this.range = tree.range;
    this.endRange = tree.endRange;
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
    return new BodyNode({
      attributes: new Map([...this.attributes].filter(([name]) => !names.has(name))),
      blocks: this.blocks.filter((block) => !types.has(block.type)),
      range: this.range,
      endRange: this.endRange,
    });
  }
}
