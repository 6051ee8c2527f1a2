import { unreachable } from '../base/index.ts';
import type {
  AttributeSchema,
  BlockAttributesSchema,
  BlockSchema,
  ComponentSchema,
  SchemaNode,
} from '../components/index.ts';
import { evaluate, observedValues, type Scope } from '../eval/index.ts';
import type { Diagnosed, Diagnostic } from '../source/index.ts';
import {
  convert,
  dynamicUnknown,
  isNull,
  map,
  nullOf,
  object,
  string,
  tuple,
  unknown,
  type Value,
  mapOf,
} from '../values/index.ts';
import type { Decoding } from './decoding.ts';
import { decodeBlockList, decodeLabelledBlocks } from './decode-blocks.ts';
import {
  duplicateBlock,
  incorrectAttributeType,
  invalidBlockAttribute,
  missingBlock,
} from './diagnostics.ts';
import {
  attributeScope,
  type ExpandedAttribute,
  type ExpandedBlock,
  type ExpandedBody,
} from './expanded-body.ts';
import { bodySchema, impliedType } from './implied.ts';

/**
 * Turns a body into the one value its schema describes (template-language 8.2). Everything wrong is
 * reported; what could not be decoded is unknown. Unknown values stay unknown.
 */
export function decodeBody(
  body: ExpandedBody,
  schema: ComponentSchema,
  scope: Scope | undefined,
): Diagnosed<Value> {
  const diagnostics: Diagnostic[] = [];
  const decode = (part: ExpandedBody, node: SchemaNode, labels: readonly string[]): Value => {
    const { value: content, diagnostics: found } = part.content(bodySchema(node));
    diagnostics.push(...found);
    const nested: Decoding['nested'] = (block, inner, inside = block.labels) =>
      decode(block.body, inner, inside);
    return decodeNode(node, { content, labels, scope, diagnostics, nested });
  };
  return { value: decode(body, schema, []), diagnostics };
}

function decodeNode(schema: SchemaNode, decoding: Decoding): Value {
  switch (schema.kind) {
    case 'object':
      return object([...schema.fields].map(([name, node]) => [name, decodeNode(node, decoding)]));
    case 'tuple':
      return tuple(schema.elements.map((node) => decodeNode(node, decoding)));
    case 'attribute':
      return decodeAttribute(schema, decoding);
    case 'literal':
      return schema.value;
    case 'block':
      return decodeBlock(schema, decoding);
    case 'block-list':
    case 'block-tuple':
    case 'block-set':
      return decodeBlockList(schema, decoding);
    case 'block-map':
    case 'block-object':
      return decodeLabelledBlocks(schema, decoding);
    case 'block-attributes':
      return decodeBlockAttributes(schema, decoding);
    case 'block-label':
      return string(decoding.labels[schema.index] ?? '');
    case 'default': {
      const value = decodeNode(schema.primary, decoding);
      return isNull(value) ? decodeNode(schema.fallback, decoding) : value;
    }
    default:
      return unreachable(schema);
  }
}

/** What an argument's expression is worth where it stands. */
export function attributeValue(
  attribute: ExpandedAttribute,
  scope: Scope | undefined,
  diagnostics: Diagnostic[],
): Value {
  if (attribute.unknown === true) return dynamicUnknown;
  const { value, diagnostics: found } = evaluate(
    attribute.expression,
    attributeScope(attribute, scope),
  );
  diagnostics.push(...found);
  return value;
}

/** Adds to a diagnostic what the names in the argument's expression were worth. */
export function withObserved(
  diagnostic: Diagnostic,
  attribute: ExpandedAttribute,
  scope: Scope | undefined,
): Diagnostic {
  const observed = observedValues(attribute.expression, attributeScope(attribute, scope));
  return observed.length === 0 ? diagnostic : { ...diagnostic, observed };
}

function decodeAttribute(schema: AttributeSchema, decoding: Decoding): Value {
  const attribute = decoding.content.attributes.get(schema.name);
  if (attribute === undefined) return nullOf(schema.type);
  const value = attributeValue(attribute, decoding.scope, decoding.diagnostics);
  const converted = convert(value, schema.type);
  if (converted.ok) return converted.value;
  const problem = incorrectAttributeType(attribute, converted.error);
  decoding.diagnostics.push(withObserved(problem, attribute, decoding.scope));
  return unknown(schema.type);
}

/** The only block of a type, after a diagnostic about a second one. */
function onlyBlock(
  schema: BlockSchema | BlockAttributesSchema,
  { content, diagnostics }: Decoding,
): ExpandedBlock | undefined {
  const [first, second] = content.blocks.filter((block) => block.type === schema.typeName);
  if (first === undefined && schema.required)
    diagnostics.push(missingBlock(schema.typeName, content.missingItemRange));
  if (first !== undefined && second !== undefined)
    diagnostics.push(duplicateBlock(schema.typeName, second.defRange, first.defRange));
  return first;
}

function decodeBlock(schema: BlockSchema, decoding: Decoding): Value {
  const block = onlyBlock(schema, decoding);
  if (block === undefined) return nullOf(impliedType(schema.nested));
  return decoding.nested(block, schema.nested);
}

function decodeBlockAttributes(schema: BlockAttributesSchema, decoding: Decoding): Value {
  const block = onlyBlock(schema, decoding);
  if (block === undefined) return nullOf(mapOf(schema.elementType));
  const { value: attributes, diagnostics } = block.body.justAttributes();
  decoding.diagnostics.push(...diagnostics);
  const entries: [string, Value][] = [];
  for (const [name, attribute] of attributes) {
    const value = attributeValue(attribute, decoding.scope, decoding.diagnostics);
    const converted = convert(value, schema.elementType);
    if (!converted.ok) {
      const problem = invalidBlockAttribute(attribute, schema.typeName, converted.error);
      decoding.diagnostics.push(withObserved(problem, attribute, decoding.scope));
    }
    entries.push([name, converted.ok ? converted.value : unknown(schema.elementType)]);
  }
  return map(schema.elementType, entries);
}
