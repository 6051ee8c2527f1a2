import type { Diagnostic } from '../../source/index.ts';
import type { JsonNode, JsonProperty } from '../nodes.ts';
import { jsonStart } from './parse.ts';

/** The diagnostic for a JSON value of a kind that cannot be used where it stands. */
export function wrongType(node: JsonNode, detail: string): Diagnostic {
  return {
    severity: 'error',
    code: 'json-value-type',
    summary: 'Incorrect JSON value type',
    detail,
    subject: jsonStart(node),
  };
}

/** Properties in document order, and what was in the way of reading more. */
export interface CollectedProperties {
  readonly properties: readonly JsonProperty[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The properties of an object, or of all objects of an array; null has none. `label` names what
 * the property names are, when they are the labels of a block.
 */
export function collectProperties(node: JsonNode, label: string | undefined): CollectedProperties {
  const purpose =
    label === undefined
      ? 'to define arguments and child blocks'
      : `to specify ${label} labels for this block`;
  if (node.kind === 'json-object') return { properties: node.properties, diagnostics: [] };
  if (node.kind === 'literal' && node.value.type === 'null')
    return { properties: [], diagnostics: [] };
  if (node.kind !== 'json-array') {
    const detail = `Either a JSON object or JSON array of objects is required here, ${purpose}.`;
    return { properties: [], diagnostics: [wrongType(node, detail)] };
  }
  const properties: JsonProperty[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const item of node.items) {
    if (item.kind === 'json-object') properties.push(...item.properties);
    else diagnostics.push(wrongType(item, `A JSON object is required here, ${purpose}.`));
  }
  return { properties, diagnostics };
}
