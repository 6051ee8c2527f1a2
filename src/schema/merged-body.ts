import type { Diagnosed, Diagnostic, Range } from '../source/index.ts';
import type { BodySchema } from '../syntax/index.ts';
import type {
  ExpandedAttribute,
  ExpandedBlock,
  ExpandedBody,
  ExpandedContent,
} from './expanded-body.ts';
import { duplicateArgument, requiredButNotSet } from './diagnostics.ts';

/**
 * Several bodies as one: arguments may stand in any of them but only in one, blocks add up
 * (template-language 8.1). There is at least one body.
 */
export function mergeBodies(first: ExpandedBody, ...others: readonly ExpandedBody[]): ExpandedBody {
  if (others.length === 0) return first;
  const bodies = [first, ...others];
  return {
    content: (schema) => merge(bodies, schema, (body, asked) => body.content(asked)),
    partialContent: (schema) => {
      const rest: ExpandedBody[] = [];
      const { value, diagnostics } = merge(bodies, schema, (body, asked) => {
        const part = body.partialContent(asked);
        rest.push(part.value.remain);
        return part;
      });
      const [head = first, ...tail] = rest;
      return { value: { ...value, remain: mergeBodies(head, ...tail) }, diagnostics };
    },
    justAttributes: () => {
      const collected = new Collector();
      for (const body of bodies) {
        const { value, diagnostics } = body.justAttributes();
        collected.diagnostics.push(...diagnostics);
        collected.addAttributes(value);
      }
      return { value: collected.attributes, diagnostics: collected.diagnostics };
    },
    missingItemRange: first.missingItemRange,
    unknown: false,
  };
}

class Collector {
  readonly attributes = new Map<string, ExpandedAttribute>();
  readonly blocks: ExpandedBlock[] = [];
  readonly diagnostics: Diagnostic[] = [];

  addAttributes(attributes: ReadonlyMap<string, ExpandedAttribute>): void {
    for (const [name, attribute] of attributes) {
      const earlier = this.attributes.get(name);
      if (earlier === undefined) this.attributes.set(name, attribute);
      else this.diagnostics.push(duplicateArgument(attribute, earlier.nameRange));
    }
  }
}

function merge(
  bodies: readonly ExpandedBody[],
  schema: BodySchema,
  ask: (body: ExpandedBody, schema: BodySchema) => Diagnosed<ExpandedContent>,
): Diagnosed<ExpandedContent> {
  // Each body on its own may leave out what another one has.
  const lenient: BodySchema = {
    attributes: schema.attributes.map(({ name }) => ({ name, required: false })),
    blocks: schema.blocks,
  };
  const collected = new Collector();
  let missingItemRange: Range | undefined;
  for (const body of bodies) {
    const { value, diagnostics } = ask(body, lenient);
    collected.diagnostics.push(...diagnostics);
    collected.addAttributes(value.attributes);
    collected.blocks.push(...value.blocks);
    missingItemRange ??= value.missingItemRange;
  }
  for (const { name, required } of schema.attributes)
    if (required && !collected.attributes.has(name))
      collected.diagnostics.push(requiredButNotSet(name));
  const { attributes, blocks, diagnostics } = collected;
  if (missingItemRange === undefined) throw new Error('a merged body has at least one part');
  return { value: { attributes, blocks, missingItemRange }, diagnostics };
}
