import { evaluate, observedValues, type Scope } from '../../eval/index.ts';
import type { Diagnosed, Diagnostic, Range } from '../../source/index.ts';
import type { AttributeSchema, BlockSchema, BodySchema } from '../../syntax/index.ts';
import {
  convert,
  dynamicUnknown,
  isKnown,
  isNull,
  iterate,
  stringType,
  unmark,
  type Value,
  withMarksOf,
} from '../../values/index.ts';
import type {
  ExpandedAttribute,
  ExpandedBlock,
  ExpandedBody,
  ExpandedContent,
  PartialExpandedContent,
} from '../expanded-body.ts';
import { type Iteration, iterationScope } from '../iteration.ts';
import { type DynamicSpec, readDynamic } from './block-spec.ts';
import { invalidDynamicLabel, unsupportedDynamicBlock } from './diagnostics.ts';

const dynamicBlock: BlockSchema = { type: 'dynamic', labelNames: ['type'] };

/**
 * The body with every `dynamic` block in it, at any depth, replaced by the blocks it stands for
 * (template-language 5.9). `for_each` and `labels` are evaluated in the scope, when the block's
 * type is asked for.
 */
export function expandDynamic(body: ExpandedBody, scope: Scope | undefined): ExpandedBody {
  return new DynamicBody(body, { scope, iteration: undefined, unknown: false }, nothingHidden);
}

/** Where a body stands among `dynamic` blocks. */
interface Surroundings {
  /** For `for_each` and `labels`. */
  readonly scope: Scope | undefined;
  readonly iteration: Iteration | undefined;
  /** True inside a block whose `for_each` is not known. */
  readonly unknown: boolean;
}

/** What earlier partial reads took out of a body. */
interface Hidden {
  readonly attributes: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, BlockSchema>;
}

const nothingHidden: Hidden = { attributes: new Set(), blocks: new Map() };

class DynamicBody implements ExpandedBody {
  readonly #original: ExpandedBody;
  readonly #around: Surroundings;
  readonly #hidden: Hidden;

  constructor(original: ExpandedBody, around: Surroundings, hidden: Hidden) {
    this.#original = original;
    this.#around = around;
    this.#hidden = hidden;
  }

  get missingItemRange(): Range {
    return this.#original.missingItemRange;
  }

  get unknown(): boolean {
    return this.#around.unknown;
  }

  content(schema: BodySchema): Diagnosed<ExpandedContent> {
    const { value, diagnostics } = this.#original.content(this.#extended(schema));
    return this.#expanded(schema, value, diagnostics, 'all');
  }

  partialContent(schema: BodySchema): Diagnosed<PartialExpandedContent> {
    const { value, diagnostics } = this.#original.partialContent(this.#extended(schema));
    const content = this.#expanded(schema, value, diagnostics, 'some');
    const remain = new DynamicBody(this.#original, this.#around, {
      attributes: new Set([...this.#hidden.attributes, ...schema.attributes.map((a) => a.name)]),
      blocks: new Map([
        ...this.#hidden.blocks,
        ...schema.blocks.map((block) => [block.type, block] as const),
      ]),
    });
    return { value: { ...content.value, remain }, diagnostics: content.diagnostics };
  }

  justAttributes(): Diagnosed<ReadonlyMap<string, ExpandedAttribute>> {
    const { value, diagnostics } = this.#original.justAttributes();
    return { value: this.#attributes(value), diagnostics };
  }

  /** The schema for the body as written: `dynamic` blocks, and what is hidden but must not be refused. */
  #extended(schema: BodySchema): BodySchema {
    const asked = new Set(schema.attributes.map((attribute) => attribute.name));
    const hidden: AttributeSchema[] = [];
    for (const name of this.#hidden.attributes)
      if (!asked.has(name)) hidden.push({ name, required: false });
    return {
      attributes: [...schema.attributes, ...hidden],
      blocks: [...schema.blocks, dynamicBlock, ...this.#hidden.blocks.values()],
    };
  }

  #expanded(
    schema: BodySchema,
    raw: ExpandedContent,
    found: readonly Diagnostic[],
    extent: 'all' | 'some',
  ): Diagnosed<ExpandedContent> {
    const diagnostics = [...found];
    const blocks: ExpandedBlock[] = [];
    for (const block of raw.blocks) {
      if (block.type === 'dynamic') {
        const target = this.#target(schema, block, extent, diagnostics);
        if (target !== undefined) blocks.push(...this.#generate(target, block, diagnostics));
      } else if (!this.#hidden.blocks.has(block.type)) {
        const { type, labels, defRange, typeRange, labelRanges } = block;
        const body = this.#child(block.body, {});
        blocks.push({ type, labels, body, defRange, typeRange, labelRanges });
      }
    }
    const { missingItemRange } = raw;
    const attributes = this.#attributes(raw.attributes);
    return { value: { attributes, blocks, missingItemRange }, diagnostics };
  }

  /** The block type a `dynamic` block generates, if it is one of those asked for. */
  #target(
    schema: BodySchema,
    block: ExpandedBlock,
    extent: 'all' | 'some',
    diagnostics: Diagnostic[],
  ): BlockSchema | undefined {
    const typeName = block.labels[0] ?? '';
    if (this.#hidden.blocks.has(typeName)) return undefined;
    const target = schema.blocks.find(({ type }) => type === typeName);
    if (target === undefined && extent === 'all')
      diagnostics.push(unsupportedDynamicBlock(typeName, block.labelRanges[0] ?? block.defRange));
    return target;
  }

  *#generate(
    target: BlockSchema,
    block: ExpandedBlock,
    diagnostics: Diagnostic[],
  ): Generator<ExpandedBlock> {
    const { scope, iteration: outer } = this.#around;
    const read = readDynamic(block, target, scope, outer);
    diagnostics.push(...read.diagnostics);
    const spec = read.value;
    if (spec === undefined) return;
    const name = spec.iterator;
    const { value: forEach } = unmark(spec.forEach);
    const known = isKnown(forEach);
    const turns = known ? iterate(forEach) : [{ key: dynamicUnknown, value: dynamicUnknown }];
    for (const turn of turns) {
      const key = withMarksOf(turn.key, spec.forEach);
      const value = withMarksOf(turn.value, spec.forEach);
      const iteration: Iteration = { name, key, value, outer };
      const labels = this.#labels(spec, iteration, diagnostics);
      if (labels === undefined) continue;
      const { type, typeRange, defRange } = spec;
      const labelRanges = spec.labels.map((label) => label.range);
      const body = this.#child(spec.content, known ? { iteration } : { iteration, unknown: true });
      yield { type, labels, body, defRange, typeRange, labelRanges };
    }
  }

  #labels(
    spec: DynamicSpec,
    iteration: Iteration,
    diagnostics: Diagnostic[],
  ): readonly string[] | undefined {
    const scope = iterationScope(iteration, this.#around.scope);
    const labels: string[] = [];
    for (const expression of spec.labels) {
      const { value, diagnostics: found } = evaluate(expression, scope);
      diagnostics.push(...found);
      if (found.some(({ severity }) => severity === 'error')) return undefined;
      const label = labelText(value);
      if (typeof label === 'string') labels.push(label);
      else {
        const observed = observedValues(expression, scope);
        const problem = invalidDynamicLabel(label.problem, expression.range);
        diagnostics.push(observed.length === 0 ? problem : { ...problem, observed });
        return undefined;
      }
    }
    return labels;
  }

  #child(body: ExpandedBody, changed: Partial<Surroundings>): ExpandedBody {
    return new DynamicBody(body, { ...this.#around, ...changed }, nothingHidden);
  }

  #attributes(raw: ReadonlyMap<string, ExpandedAttribute>): ReadonlyMap<string, ExpandedAttribute> {
    const { iteration, unknown } = this.#around;
    const hidden = this.#hidden.attributes;
    if (iteration === undefined && hidden.size === 0) return raw;
    const attributes = new Map<string, ExpandedAttribute>();
    for (const [name, { expression, range, nameRange }] of raw)
      if (!hidden.has(name))
        attributes.set(name, { name, expression, range, nameRange, iteration, unknown });
    return attributes;
  }
}

/** A label's value as text, or why it is none. */
function labelText(value: Value): string | { readonly problem: string } {
  const converted = convert(unmark(value).value, stringType);
  if (!converted.ok)
    return { problem: `Cannot use this value as a dynamic block label: ${converted.error}.` };
  if (isNull(converted.value))
    return { problem: 'Cannot use a null value as a dynamic block label.' };
  if (typeof converted.value.content === 'string') return converted.value.content;
  return {
    problem: 'This value is not yet known. Dynamic block labels must be immediately-known values.',
  };
}
