import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { marksOf, type OptionMarks } from './marks.ts';

/** What an option holds, as far as weak decoding and the schema of the language need to know. */
export type OptionType =
  | { readonly kind: 'string' | 'bool' | 'duration' | 'tri-state' | 'dynamic' }
  | { readonly kind: 'number'; readonly whole: boolean }
  | { readonly kind: 'list' | 'map'; readonly element: Option }
  | { readonly kind: 'object'; readonly options: ReadonlyMap<string, Option> };

/** One option of a component. */
export interface Option {
  readonly type: OptionType;
  readonly required: boolean;
  /** Written as a nested block. */
  readonly block: boolean;
  readonly sensitive: boolean;
  readonly description?: string;
}

/** Any schema of zod, seen from outside. */
export interface AnySchema {
  readonly _zod: { readonly def: object };
}

/** zod keeps no closed union on its base class; every schema is one of these. */
function known(schema: AnySchema): $ZodTypes {
  return schema as $ZodTypes;
}

function describe(schema: $ZodType): string | undefined {
  const text: unknown = 'description' in schema ? schema.description : undefined;
  return typeof text === 'string' ? text : undefined;
}

interface Unwrapped {
  readonly schema: $ZodTypes;
  readonly required: boolean;
  readonly marks: OptionMarks;
  readonly description?: string;
}

/** The schema a wrapper holds; undefined for those that hold none. */
function inner(schema: $ZodTypes): $ZodType | undefined {
  const { def } = schema._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return def.innerType;
    case 'pipe':
      return known(def.in)._zod.def.type === 'transform' ? def.out : def.in;
    case 'lazy':
      return def.getter();
    default:
      return undefined;
  }
}

const optionalKinds = ['optional', 'nullable', 'default', 'prefault', 'catch'];

/** Looks through `optional`, `default`, `pipe` and the like, and collects what they say. */
function unwrap(start: AnySchema): Unwrapped {
  let schema = known(start);
  let required = true;
  let marks: OptionMarks = {};
  let description: string | undefined;
  for (;;) {
    marks = { ...marksOf(schema), ...marks };
    description ??= describe(schema);
    if (optionalKinds.includes(schema._zod.def.type)) required = false;
    const next = inner(schema);
    if (next === undefined)
      return { schema, required, marks, ...(description === undefined ? {} : { description }) };
    schema = known(next);
  }
}

/** Whether a definition says "whole": `z.int()` and its like, and `z.multipleOf(1)`. */
function saysWhole(def: object): boolean {
  if ('format' in def) return String(def.format).includes('int');
  return 'check' in def && def.check === 'multiple_of' && 'value' in def && def.value === 1;
}

/** Whole numbers say so in their definition, or in that of a check. */
function isWhole({ _zod: { def } }: $ZodTypes): boolean {
  const checks: readonly { readonly _zod: { readonly def: object } }[] = def.checks ?? [];
  return [def, ...checks.map((each) => each._zod.def)].some(saysWhole);
}

function typeOf(schema: $ZodTypes, marks: OptionMarks): OptionType {
  if (marks.kind !== undefined) return { kind: marks.kind };
  const { def } = schema._zod;
  switch (def.type) {
    case 'string':
    case 'enum':
    case 'template_literal':
      return { kind: 'string' };
    case 'literal':
      return typeof def.values[0] === 'string' ? { kind: 'string' } : { kind: 'dynamic' };
    case 'boolean':
      return { kind: 'bool' };
    case 'number':
      return { kind: 'number', whole: isWhole(schema) };
    case 'bigint':
      return { kind: 'number', whole: true };
    case 'array':
      return { kind: 'list', element: optionOf(def.element) };
    case 'record':
      return { kind: 'map', element: optionOf(def.valueType) };
    case 'object':
      return { kind: 'object', options: optionsOf(def.shape) };
    default:
      return { kind: 'dynamic' };
  }
}

function optionOf(start: AnySchema): Option {
  const { schema, required, marks, description } = unwrap(start);
  return {
    type: typeOf(schema, marks),
    required,
    block: marks.block === true,
    sensitive: marks.sensitive === true,
    ...(description === undefined ? {} : { description }),
  };
}

function optionsOf(shape: Readonly<Record<string, $ZodType>>): ReadonlyMap<string, Option> {
  return new Map(Object.entries(shape).map(([name, schema]) => [name, optionOf(schema)]));
}

/** The options that a zod object describes, in the order they are written. */
export function readOptions(schema: AnySchema): ReadonlyMap<string, Option> {
  const { type } = optionOf(schema);
  if (type.kind === 'object') return type.options;
  throw new Error('the schema of a component is a z.object({...})');
}
