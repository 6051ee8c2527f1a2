import { quote } from '../../base/index.ts';
import type { Diagnosed, Diagnostic, Range } from '../../source/index.ts';
import type { Block, BlockSchema, Body } from '../body.ts';
import type { JsonNode, JsonProperty } from '../nodes.ts';
import { collectProperties, wrongType } from './json-properties.ts';
import { jsonStart } from './parse.ts';

/** Reads a property as blocks of a type: one level of objects for each label, the content inside. */
export function unpackBlocks(
  property: JsonProperty,
  schema: BlockSchema,
  bodyOf: (value: JsonNode) => Body,
): Diagnosed<readonly Block[]> {
  const blocks: Block[] = [];
  const diagnostics: Diagnostic[] = [];
  const unpack = (node: JsonNode, labels: readonly string[], labelRanges: readonly Range[]) => {
    const label = schema.labelNames[labels.length];
    if (label !== undefined) {
      const collected = collectProperties(node, label);
      diagnostics.push(...collected.diagnostics);
      if (collected.properties.length === 0) diagnostics.push(missingLabel(node, schema, label));
      for (const { key, value } of collected.properties) {
        unpack(value, [...labels, key.text], [...labelRanges, key.range]);
      }
      return;
    }
    const bodies = bodiesOf(node);
    if (bodies === undefined) {
      const detail = `Either a JSON object or a JSON array is required, representing the contents of one or more ${quote(schema.type)} blocks.`;
      diagnostics.push(wrongType(node, detail));
    }
    for (const value of bodies ?? []) {
      blocks.push({
        type: schema.type,
        labels,
        body: bodyOf(value),
        defRange: jsonStart(node),
        typeRange: property.key.range,
        labelRanges,
      });
    }
  };
  unpack(property.value, [], []);
  return { value: blocks, diagnostics };
}

/** What stands for the content of blocks: an object for one, the elements of an array, null for none. */
function bodiesOf(node: JsonNode): readonly JsonNode[] | undefined {
  if (node.kind === 'json-object') return [node];
  if (node.kind === 'json-array') return node.items;
  return node.kind === 'literal' && node.value.type === 'null' ? [] : undefined;
}

function missingLabel(node: JsonNode, schema: BlockSchema, label: string): Diagnostic {
  return {
    severity: 'error',
    code: 'json-missing-label',
    summary: 'Missing block label',
    detail: `At least one object property is required, whose name represents the ${schema.type} block's ${label}.`,
    subject: jsonStart(node),
  };
}
