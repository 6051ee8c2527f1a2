import type { ExpandedAttribute, ExpandedBody } from '../../../src/schema/index.ts';
import type { Diagnostic } from '../../../src/source/index.ts';
import type { BlockNode, BodyTree } from '../../../src/syntax/index.ts';
import type { Case, CaseSchema } from './cases.ts';
import { expressionFields } from './expression-fields.ts';
import { diagnosticNotation, rangeNotation } from './notation.ts';

/** The whole tree of a body; without `met` only ranges of expressions. */
export function treeFields(body: BodyTree, of: Case, met: Diagnostic[] | undefined): unknown {
  return {
    range: rangeNotation(body.range),
    end_range: rangeNotation(body.endRange),
    attributes: [...body.attributes.values()].map((attribute) => ({
      name: attribute.name,
      range: rangeNotation(attribute.range),
      name_range: rangeNotation(attribute.nameRange),
      equals_range: rangeNotation(attribute.equalsRange),
      expr:
        met === undefined
          ? { range: rangeNotation(attribute.expression.range) }
          : expressionFields(attribute.expression, of, met),
    })),
    blocks: body.blocks.map((block) => blockFields(block, of, met)),
  };
}

function blockFields(block: BlockNode, of: Case, met: Diagnostic[] | undefined): unknown {
  return {
    type: block.type,
    labels: block.labels,
    type_range: rangeNotation(block.typeRange),
    label_ranges: block.labelRanges.map(rangeNotation),
    open_brace_range: rangeNotation(block.openBraceRange),
    close_brace_range: rangeNotation(block.closeBraceRange),
    def_range: rangeNotation(block.defRange),
    range: rangeNotation(block.range),
    body: treeFields(block.body, of, met),
  };
}

/** Name, ranges and expression of an attribute read through a schema. */
export function attributeFields(
  attribute: ExpandedAttribute,
  of: Case,
  met: Diagnostic[],
): unknown {
  return {
    name: attribute.name,
    range: rangeNotation(attribute.range),
    name_range: rangeNotation(attribute.nameRange),
    expr: expressionFields(attribute.expression, of, met, attribute),
  };
}

/** A body decoded by a schema; what the schema has to say comes before what expressions have. */
export function contentFields(
  body: ExpandedBody,
  schema: CaseSchema,
  of: Case,
  met: Diagnostic[],
): Record<string, unknown> {
  const { value, diagnostics } = body.content({
    attributes: schema.attributes,
    blocks: schema.blocks.map(({ type, labels }) => ({ type, labelNames: labels })),
  });
  met.push(...diagnostics);
  const nested = new Map(schema.blocks.map((block) => [block.type, block.schema]));
  const attributes = [...value.attributes.values()].sort(
    (one, other) => one.nameRange.start.byte - other.nameRange.start.byte,
  );
  return {
    attributes: attributes.map((attribute) => attributeFields(attribute, of, met)),
    blocks: value.blocks.map((block) => {
      const inner = nested.get(block.type);
      return {
        type: block.type,
        labels: block.labels,
        def_range: rangeNotation(block.defRange),
        type_range: rangeNotation(block.typeRange),
        label_ranges: block.labelRanges.map(rangeNotation),
        ...(inner && { content: contentFields(block.body, inner, of, met) }),
      };
    }),
    missing_item_range: rangeNotation(value.missingItemRange),
    diagnostics: diagnosticNotation(diagnostics),
  };
}
