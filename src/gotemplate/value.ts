import { compareText } from '../base/index.ts';
/**
 * What a template can be given: Go's data without methods. `bigint` is an `int` and `number` a
 * `float64`; a Map or plain object is a `map[string]interface {}`, where a missing key prints
 * `<no value>`.
 */
export type TemplateValue =
  | null
  | undefined
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Date
  | readonly TemplateValue[]
  | ReadonlyMap<string, TemplateValue>
  | TemplateObject
  | TemplateRecord
  | StringMap;

/** A plain object as a map. */
export interface TemplateObject {
  readonly [key: string]: TemplateValue;
}

/** Data with a fixed set of fields, like a Go struct: any other field is an error. */
export class TemplateRecord {
  /** As Go would print it in messages, such as `*shell.Template`. */
  readonly typeName: string;
  readonly fields: ReadonlyMap<string, TemplateValue>;
  constructor(typeName: string, fields: ReadonlyMap<string, TemplateValue>) {
    this.typeName = typeName;
    this.fields = fields;
  }
}

/** A `map[string]string`: a missing key prints nothing. */
export class StringMap {
  readonly entries: ReadonlyMap<string, string>;
  constructor(entries: ReadonlyMap<string, string>) {
    this.entries = entries;
  }
}

/** Makes a record from an object literal. */
export function record(
  typeName: string,
  fields: Readonly<Record<string, TemplateValue>>,
): TemplateRecord {
  return new TemplateRecord(typeName, new Map(Object.entries(fields)));
}

/** The values by what Go's reflection would call their kind. */
export type Shape =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'time'; readonly value: Date }
  | { readonly kind: 'slice'; readonly value: readonly TemplateValue[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, TemplateValue> }
  | { readonly kind: 'strings'; readonly entries: ReadonlyMap<string, string> }
  | { readonly kind: 'record'; readonly value: TemplateRecord };

/** Tells what a value is. */
export function shapeOf(value: TemplateValue): Shape {
  switch (typeof value) {
    case 'undefined':
      return { kind: 'nil' };
    case 'boolean':
      return { kind: 'bool', value };
    case 'bigint':
      return { kind: 'int', value };
    case 'number':
      return { kind: 'float', value };
    case 'string':
      return { kind: 'string', value };
    default:
      return value === null ? { kind: 'nil' } : shapeOfObject(value);
  }
}

function shapeOfObject(
  value: Exclude<TemplateValue, null | undefined | boolean | bigint | number | string>,
): Shape {
  if (value instanceof TemplateRecord) return { kind: 'record', value };
  if (value instanceof StringMap) return { kind: 'strings', entries: value.entries };
  if (value instanceof Map) return { kind: 'map', entries: value };
  if (value instanceof Uint8Array) return { kind: 'bytes', value };
  if (value instanceof Date) return { kind: 'time', value };
  if (Array.isArray(value)) return { kind: 'slice', value };
  return { kind: 'map', entries: new Map(Object.entries(value)) };
}

/** The type as Go prints it with %T. */
export function typeName(value: TemplateValue): string {
  const shape = shapeOf(value);
  switch (shape.kind) {
    case 'nil':
      return '<nil>';
    case 'float':
      return 'float64';
    case 'bytes':
      return '[]uint8';
    case 'time':
      return 'time.Time';
    case 'slice':
      return '[]interface {}';
    case 'map':
      return 'map[string]interface {}';
    case 'strings':
      return 'map[string]string';
    case 'record':
      return shape.value.typeName;
    default:
      return shape.kind;
  }
}

/** What `if`, `and`, `or`, `not` and `with` think of a value. */
export function isTrue(value: TemplateValue): boolean {
  const shape = shapeOf(value);
  switch (shape.kind) {
    case 'nil':
      return false;
    case 'bool':
      return shape.value;
    case 'int':
      return shape.value !== 0n;
    case 'float':
      return shape.value !== 0;
    case 'string':
    case 'bytes':
    case 'slice':
      return shape.value.length > 0;
    case 'map':
    case 'strings':
      return shape.entries.size > 0;
    case 'time':
    case 'record':
      return true;
  }
}

/** Text as UTF-8, which is what Go's len, index and slice count. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The keys of a map in the order of their bytes. */
export function sortedKeys(entries: ReadonlyMap<string, unknown>): readonly string[] {
  return [...entries.keys()].sort(compareText);
}
