import { evaluate, observedValues, type Scope } from '../../eval/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors, type Range } from '../../source/index.ts';
import {
  type BlockSchema,
  type BodySchema,
  type Expression,
  staticList,
  traversalOf,
} from '../../syntax/index.ts';
import { isNull, type Type, typeName, type Value } from '../../values/index.ts';
import {
  attributeScope,
  type ExpandedAttribute,
  type ExpandedBlock,
  type ExpandedContent,
} from '../expanded-body.ts';
import type { Iteration } from '../iteration.ts';
import {
  extraneousContent,
  invalidForEach,
  invalidIterator,
  missingContent,
  wrongLabelCount,
} from './diagnostics.ts';

/** What a `dynamic` block says about the blocks it stands for. */
export interface DynamicSpec {
  readonly type: string;
  readonly typeRange: Range;
  readonly defRange: Range;
  readonly forEach: Value;
  readonly iterator: string;
  readonly labels: readonly Expression[];
  readonly content: ExpandedBlock['body'];
}

function specSchema(labelled: boolean): BodySchema {
  const labels = labelled ? [{ name: 'labels', required: true }] : [];
  return {
    attributes: [
      { name: 'for_each', required: true },
      { name: 'iterator', required: false },
      ...labels,
    ],
    blocks: [{ type: 'content', labelNames: [] }],
  };
}

/**
 * Reads `for_each`, `iterator`, `labels` and `content` of a `dynamic` block for a block type
 * (template-language 5.9). Undefined if the block cannot be expanded.
 */
export function readDynamic(
  block: ExpandedBlock,
  target: BlockSchema,
  scope: Scope | undefined,
  iteration: Iteration | undefined,
): Diagnosed<DynamicSpec | undefined> {
  const { value: content, diagnostics: found } = block.body.content(
    specSchema(target.labelNames.length > 0),
  );
  const diagnostics = [...found];
  const refused = { value: undefined, diagnostics };
  if (hasErrors(diagnostics)) return refused;
  const iterator = readIterator(content, diagnostics, target.type);
  if (iterator === undefined) return refused;
  const forEach = readForEach(content, { scope, iteration, diagnostics });
  if (forEach === undefined) return refused;
  const labels = readLabels(content, diagnostics, target);
  if (labels === undefined) return refused;
  const [body, second] = content.blocks;
  if (body === undefined) diagnostics.push(missingContent(content.missingItemRange));
  if (second !== undefined) diagnostics.push(extraneousContent(second.defRange));
  if (body === undefined || hasErrors(diagnostics)) return refused;
  const { defRange } = block;
  const typeRange = block.labelRanges[0] ?? defRange;
  const { type } = target;
  const spec = { type, typeRange, defRange, forEach, iterator, labels, content: body.body };
  return { value: spec, diagnostics };
}

interface Reading {
  readonly scope: Scope | undefined;
  readonly iteration: Iteration | undefined;
  readonly diagnostics: Diagnostic[];
}

const iterable: ReadonlySet<Type['kind']> = new Set(['list', 'set', 'map', 'tuple', 'object']);

/** True for types whose values have elements, and where the type is not known yet. */
function canIterate(type: Type): boolean {
  return type.kind === 'dynamic' || iterable.has(type.kind);
}

function readForEach(content: ExpandedContent, reading: Reading): Value | undefined {
  const found = content.attributes.get('for_each');
  if (found === undefined) return undefined;
  const attribute: ExpandedAttribute = { ...found, iteration: reading.iteration };
  const scope = attributeScope(attribute, reading.scope);
  const { value, diagnostics } = evaluate(attribute.expression, scope);
  reading.diagnostics.push(...diagnostics);
  const refuse = (detail: string): undefined => {
    const observed = observedValues(attribute.expression, scope);
    reading.diagnostics.push({
      ...invalidForEach(detail, attribute.expression.range),
      ...(observed.length === 0 ? {} : { observed }),
    });
  };
  if (hasErrors(diagnostics)) return undefined;
  if (canIterate(value.type))
    return isNull(value) ? refuse('Cannot use a null value in for_each.') : value;
  return refuse(
    `Cannot use a ${typeName(value.type)} value in for_each. An iterable collection is required.`,
  );
}

function readIterator(
  content: ExpandedContent,
  diagnostics: Diagnostic[],
  typeName: string,
): string | undefined {
  const attribute = content.attributes.get('iterator');
  if (attribute === undefined) return typeName;
  const { value: traversal, diagnostics: found } = traversalOf(attribute.expression);
  diagnostics.push(...found);
  if (traversal === undefined || hasErrors(found)) return undefined;
  if (traversal.steps.length === 0) return traversal.root.name;
  diagnostics.push(invalidIterator(traversal.range));
  return undefined;
}

function readLabels(
  content: ExpandedContent,
  diagnostics: Diagnostic[],
  { type, labelNames }: BlockSchema,
): readonly Expression[] | undefined {
  const attribute = content.attributes.get('labels');
  if (attribute === undefined) return [];
  const { value: labels, diagnostics: found } = staticList(attribute.expression);
  diagnostics.push(...found);
  if (labels === undefined || hasErrors(found)) return undefined;
  const wanted = labelNames.length;
  const extra = labels[wanted];
  if (extra !== undefined)
    diagnostics.push(wrongLabelCount('Extraneous', type, wanted, extra.range));
  else if (labels.length < wanted)
    diagnostics.push(wrongLabelCount('Insufficient', type, wanted, attribute.expression.range));
  else return labels;
  return undefined;
}
