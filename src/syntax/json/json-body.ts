import { quote } from '../../base/index.ts';
import type { Diagnosed, Diagnostic, Range } from '../../source/index.ts';
import type {
  Attribute,
  Block,
  Body,
  BodyContent,
  BodySchema,
  PartialBodyContent,
} from '../body.ts';
import { missingArgument } from '../native-content.ts';
import type { JsonNode, JsonProperty } from '../nodes.ts';
import { between, rangeText } from '../ranges.ts';
import { nearestName } from '../suggestion.ts';
import { collectProperties, wrongType } from './json-properties.ts';
import { jsonStart } from './parse.ts';
import { unpackBlocks } from './unpack-blocks.ts';

/** A JSON object, or an array of objects, read as a body: the schema says what is a block. */
export class JsonBody implements Body {
  readonly value: JsonNode;
  readonly #hidden: ReadonlySet<string>;

  constructor(value: JsonNode, hidden: ReadonlySet<string> = new Set()) {
    this.value = value;
    this.#hidden = hidden;
  }

  get missingItemRange(): Range {
    return this.value.kind === 'json-object' ? this.value.closeRange : jsonStart(this.value);
  }

  content(schema: BodySchema): Diagnosed<BodyContent> {
    const { used, properties, value, diagnostics } = this.#read(schema);
    const candidates = schema.attributes.map(({ name }) => name).filter((name) => !used.has(name));
    candidates.push(...schema.blocks.map((block) => block.type));
    // What cannot be a body at all is told once by reading it and once by looking for leftovers.
    const extraneous = collectProperties(this.value, undefined).diagnostics.slice();
    for (const property of properties) {
      const name = property.key.text;
      if (name === '//' || used.has(name)) continue;
      extraneous.push(extraneousProperty(property, candidates));
    }
    return { value, diagnostics: [...diagnostics, ...extraneous] };
  }

  partialContent(schema: BodySchema): Diagnosed<PartialBodyContent> {
    const { used, value, diagnostics } = this.#read(schema);
    return { value: { ...value, remain: new JsonBody(this.value, used) }, diagnostics };
  }

  justAttributes(): Diagnosed<ReadonlyMap<string, Attribute>> {
    const attributes = new Map<string, Attribute>();
    if (this.value.kind !== 'json-object') {
      const detail = 'A JSON object is required here, setting the arguments for this block.';
      return { value: attributes, diagnostics: [wrongType(this.value, detail)] };
    }
    const diagnostics: Diagnostic[] = [];
    for (const property of this.value.properties) {
      const name = property.key.text;
      if (name === '//' || this.#hidden.has(name)) continue;
      const first = attributes.get(name);
      if (first === undefined) attributes.set(name, attributeOf(property));
      else diagnostics.push(duplicate('Duplicate attribute definition', property, first));
    }
    return { value: attributes, diagnostics };
  }

  #read(schema: BodySchema) {
    const collected = collectProperties(this.value, undefined);
    const diagnostics = [...collected.diagnostics];
    const attributeNames = new Set(schema.attributes.map((attribute) => attribute.name));
    const types = new Map(schema.blocks.map((block) => [block.type, block]));
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    const used = new Set(this.#hidden);
    for (const property of collected.properties) {
      const name = property.key.text;
      if (this.#hidden.has(name)) continue;
      const type = types.get(name);
      if (attributeNames.has(name)) {
        const first = attributes.get(name);
        if (first === undefined) attributes.set(name, attributeOf(property));
        else
          diagnostics.push({
            ...duplicate('Duplicate argument', property, first),
            context: property.key.range,
          });
      } else if (type !== undefined) {
        const unpacked = unpackBlocks(property, type, (value) => new JsonBody(value));
        blocks.push(...unpacked.value);
        diagnostics.push(...unpacked.diagnostics);
      } else continue;
      used.add(name);
    }
    for (const { name, required } of schema.attributes) {
      if (required && !attributes.has(name)) {
        diagnostics.push(missingArgument(name, this.missingItemRange));
      }
    }
    const value = { attributes, blocks, missingItemRange: this.missingItemRange };
    return { value, used, properties: collected.properties, diagnostics };
  }
}

function rangeOf(property: JsonProperty): Range {
  return between(property.key.range, property.value.range);
}

function attributeOf(property: JsonProperty): Attribute {
  return {
    name: property.key.text,
    expression: property.value,
    range: rangeOf(property),
    nameRange: property.key.range,
  };
}

function duplicate(summary: string, property: JsonProperty, first: Attribute): Diagnostic {
  return {
    severity: 'error',
    code: 'json-duplicate-argument',
    summary,
    detail: `The argument ${quote(first.name)} was already set at ${rangeText(first.range)}.`,
    subject: property.key.range,
  };
}

function extraneousProperty(property: JsonProperty, candidates: readonly string[]): Diagnostic {
  const near = nearestName(property.key.text, candidates);
  const hint = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
  return {
    severity: 'error',
    code: 'json-extraneous-property',
    summary: 'Extraneous JSON object property',
    detail: `No argument or block type is named ${quote(property.key.text)}.${hint}`,
    subject: property.key.range,
    context: property.key.range,
  };
}
