import type { BlockListSchema, BlockMapSchema, SchemaNode } from '../components/index.ts';
import type { Range } from '../source/index.ts';
import {
  convert,
  dynamicUnknown,
  list,
  map,
  mapOf,
  object,
  set,
  tuple,
  type Type,
  unify,
  unknown,
  type Value,
} from '../values/index.ts';
import type { Decoding } from './decoding.ts';
import {
  duplicateLabels,
  inconsistentBlocks,
  insufficientBlocks,
  tooManyBlocks,
} from './diagnostics.ts';
import type { ExpandedBlock } from './expanded-body.ts';
import { bodySchema, impliedType } from './implied.ts';

/** Where the value of a block comes from: the argument for a single one, else the end of its body. */
function sourceRange(block: ExpandedBlock, nested: SchemaNode): Range {
  if (nested.kind === 'attribute') {
    const { value } = block.body.partialContent(bodySchema(nested));
    const attribute = value.attributes.get(nested.name);
    if (attribute !== undefined) return attribute.expression.range;
  }
  return block.body.missingItemRange;
}

interface Elements {
  readonly values: readonly Value[];
  readonly blocks: readonly ExpandedBlock[];
}

/** Any number of blocks of one type: list, tuple or set (template-language 8.2). */
export function decodeBlockList(schema: BlockListSchema, decoding: Decoding): Value {
  const blocks = decoding.content.blocks.filter((block) => block.type === schema.typeName);
  const values: Value[] = [];
  for (const block of blocks) {
    values.push(decoding.nested(block, schema.nested));
    if (block.body.unknown === true) return unknown(impliedType(schema));
  }
  checkCount(schema, blocks, decoding);
  if (schema.kind === 'block-tuple') return tuple(values);
  return unifiedCollection(schema, { values, blocks }, decoding);
}

function checkCount(
  schema: BlockListSchema,
  blocks: readonly ExpandedBlock[],
  { content, diagnostics }: Decoding,
): void {
  const { typeName, minItems, maxItems } = schema;
  const beyond = maxItems > 0 ? blocks[maxItems] : undefined;
  if (blocks.length < minItems)
    diagnostics.push(insufficientBlocks(typeName, minItems, content.missingItemRange));
  else if (beyond !== undefined)
    diagnostics.push(tooManyBlocks(typeName, maxItems, sourceRange(beyond, schema.nested)));
}

/** List or set of the values, after bringing them to one type. */
function unifiedCollection(
  schema: BlockListSchema,
  { values, blocks }: Elements,
  { diagnostics }: Decoding,
): Value {
  const make = schema.kind === 'block-set' ? set : list;
  const first = blocks[0];
  if (first === undefined) return make(impliedType(schema.nested), []);
  const type = unify(values.map((value) => value.type));
  if (type === undefined) {
    const detail = 'Corresponding attributes in all blocks of this type must be the same.';
    const range = sourceRange(first, schema.nested);
    diagnostics.push(inconsistentBlocks(schema.typeName, detail, range));
    return dynamicUnknown;
  }
  const elements: Value[] = [];
  for (const [index, block] of blocks.entries()) {
    const value = values[index];
    if (value === undefined) break;
    const converted = convert(value, type);
    if (!converted.ok) {
      const detail = `Block with index ${index} has inconsistent argument types: ${converted.error}.`;
      const range = sourceRange(block, schema.nested);
      diagnostics.push(inconsistentBlocks(schema.typeName, detail, range));
      return dynamicUnknown;
    }
    elements.push(converted.value);
  }
  return make(elements[0]?.type ?? type, elements);
}

type Keyed = Map<string, Keyed | Value>;

/** Blocks keyed by their labels, one level of nesting per label: map or object. */
export function decodeLabelledBlocks(schema: BlockMapSchema, decoding: Decoding): Value {
  const keyed: Keyed = new Map();
  for (const block of decoding.content.blocks) {
    if (block.type !== schema.typeName) continue;
    const depth = schema.labelNames.length;
    const value = decoding.nested(block, schema.nested, block.labels.slice(depth));
    if (block.body.unknown === true) return unknown(impliedType(schema));
    if (!put(keyed, block.labels.slice(0, depth), value))
      decoding.diagnostics.push(duplicateLabels(schema.typeName, block.labels, block.defRange));
  }
  return schema.kind === 'block-map'
    ? mapFrom(keyed, schema.labelNames.length, impliedType(schema.nested))
    : objectFrom(keyed);
}

/** Puts a value at the end of a path of keys; false if there is one already. */
function put(keyed: Keyed, path: readonly string[], value: Value): boolean {
  const last = path.at(-1) ?? '';
  let level = keyed;
  for (const key of path.slice(0, -1)) {
    const below = level.get(key);
    if (below instanceof Map) level = below;
    else {
      const fresh: Keyed = new Map();
      level.set(key, fresh);
      level = fresh;
    }
  }
  if (level.has(last)) return false;
  level.set(last, value);
  return true;
}

function mapFrom(keyed: Keyed, depth: number, nested: Type): Value {
  const entries: [string, Value][] = [];
  for (const [key, below] of keyed)
    entries.push([key, below instanceof Map ? mapFrom(below, depth - 1, nested) : below]);
  let type = nested;
  for (let level = 1; level < depth; level++) type = mapOf(type);
  return map(entries[0]?.[1].type ?? type, entries);
}

function objectFrom(keyed: Keyed): Value {
  return object(
    [...keyed].map(
      ([key, below]) => [key, below instanceof Map ? objectFrom(below) : below] as const,
    ),
  );
}
