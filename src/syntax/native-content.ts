import { quote } from '../base/index.ts';
import type { Diagnosed, Diagnostic, Range } from '../source/index.ts';
import type { Attribute, BlockSchema, BodyContent, BodySchema } from './body.ts';
import type { AttributeNode, BlockNode, BodyTree } from './native-nodes.ts';
import { between } from './ranges.ts';
import { nearestName } from './suggestion.ts';

/** Reads a native body through a schema; `all` means that what the schema does not name is wrong. */
export function readNativeBody(
  body: BodyTree & { readonly missingItemRange: Range },
  schema: BodySchema,
  extent: 'all' | 'some',
): Diagnosed<BodyContent> {
  const diagnostics: Diagnostic[] = [];
  for (const { name, required } of schema.attributes) {
    if (required && !body.attributes.has(name)) {
      diagnostics.push(missingArgument(name, body.missingItemRange));
    }
  }
  const attributes = wantedAttributes(body, schema);
  const blocks = body.blocks.length === 0 ? body.blocks : wantedBlocks(body, schema, diagnostics);
  if (extent === 'all') diagnostics.push(...unsupportedItems(body, schema, attributes));
  return { value: { attributes, blocks, missingItemRange: body.missingItemRange }, diagnostics };
}

/** The attributes a schema names; most bodies have no others. */
function wantedAttributes(
  { attributes }: BodyTree,
  schema: BodySchema,
): ReadonlyMap<string, Attribute> {
  const wanted = (name: string) => schema.attributes.some((attribute) => attribute.name === name);
  for (const name of attributes.keys())
    if (!wanted(name)) return new Map([...attributes].filter(([each]) => wanted(each)));
  return attributes;
}

function wantedBlocks(
  { blocks }: BodyTree,
  schema: BodySchema,
  diagnostics: Diagnostic[],
): readonly BlockNode[] {
  const types = new Map(schema.blocks.map((block) => [block.type, block]));
  return blocks.filter((block) => {
    const type = types.get(block.type);
    if (type === undefined) return false;
    const problem = labelProblem(block, type);
    if (problem !== undefined) diagnostics.push(problem);
    return problem === undefined;
  });
}

function unsupportedItems(
  body: BodyTree,
  schema: BodySchema,
  found: ReadonlyMap<string, Attribute>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (found.size === body.attributes.size && body.blocks.length === 0) return diagnostics;
  for (const attribute of body.attributes.values()) {
    if (found.has(attribute.name)) continue;
    diagnostics.push(unsupportedArgument(attribute, schema, found));
  }
  const types = new Set(schema.blocks.map((block) => block.type));
  for (const block of body.blocks) {
    if (!types.has(block.type)) diagnostics.push(unsupportedBlock(block, schema));
  }
  return diagnostics;
}

/** The wording for an argument that has to be there, in both flavours. */
export function missingArgument(name: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'missing-required-argument',
    summary: 'Missing required argument',
    detail: `The argument ${quote(name)} is required, but no definition was found.`,
    subject,
  };
}

/** The wording for a block where only attributes may be. */
export function unexpectedBlock(block: BlockNode): Diagnostic {
  return {
    severity: 'error',
    code: 'unexpected-block',
    summary: `Unexpected ${quote(block.type)} block`,
    detail: 'Blocks are not allowed here.',
    subject: block.typeRange,
  };
}

function labelProblem(block: BlockNode, schema: BlockSchema): Diagnostic | undefined {
  const names = schema.labelNames;
  if (block.labels.length === names.length) return undefined;
  const list = `${names.length} labels (${names.join(', ')})`;
  const context = between(block.typeRange, block.openBraceRange);
  if (block.labels.length > names.length) {
    return {
      severity: 'error',
      code: 'extraneous-label',
      summary: `Extraneous label for ${block.type}`,
      detail:
        names.length === 0
          ? `No labels are expected for ${block.type} blocks.`
          : `Only ${list} are expected for ${block.type} blocks.`,
      subject: block.labelRanges[names.length]!,
      context,
    };
  }
  return {
    severity: 'error',
    code: 'missing-label',
    summary: `Missing ${names[block.labels.length]} for ${block.type}`,
    detail: `All ${block.type} blocks must have ${list}.`,
    subject: block.openBraceRange,
    context,
  };
}

function unsupportedArgument(
  attribute: AttributeNode,
  schema: BodySchema,
  found: ReadonlyMap<string, Attribute>,
): Diagnostic {
  const { name } = attribute;
  const candidates = schema.attributes
    .map((other) => other.name)
    .filter((other) => !found.has(other));
  const near = nearestName(name, candidates);
  let hint = '';
  if (near !== undefined) hint = ` Did you mean ${quote(near)}?`;
  else if (schema.blocks.some((block) => block.type === name)) {
    hint = ` Did you mean to define a block of type ${quote(name)}?`;
  }
  return {
    severity: 'error',
    code: 'unsupported-argument',
    summary: 'Unsupported argument',
    detail: `An argument named ${quote(name)} is not expected here.${hint}`,
    subject: attribute.nameRange,
  };
}

function unsupportedBlock(block: BlockNode, schema: BodySchema): Diagnostic {
  const { type } = block;
  const near = nearestName(
    type,
    schema.blocks.map((other) => other.type),
  );
  let hint = '';
  if (near !== undefined) hint = ` Did you mean ${quote(near)}?`;
  else if (schema.attributes.some((attribute) => attribute.name === type)) {
    hint = ` Did you mean to define argument ${quote(type)}? If so, use the equals sign to assign it a value.`;
  }
  return {
    severity: 'error',
    code: 'unsupported-block-type',
    summary: 'Unsupported block type',
    detail: `Blocks of type ${quote(type)} are not expected here.${hint}`,
    subject: block.typeRange,
  };
}
