import { type Duration, parseDuration } from '../../base/index.ts';
import { formatValue, quote, type TemplateValue } from '../../gotemplate/index.ts';
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  kindName,
  typeName,
} from '../json/json-value.ts';

/** How forgiving a decoder is (json-templates 3). */
export interface Leniency {
  /** Numbers and booleans become text and the other way round; one value counts as a list. */
  readonly weak: boolean;
  /** Texts become durations. */
  readonly durations: boolean;
}

/** Takes typed fields out of one object and notes what does not fit. */
export class FieldDecoder {
  readonly problems: string[] = [];
  readonly #rest: Map<string, JsonValue>;
  readonly #leniency: Leniency;

  constructor(object: JsonObject, leniency: Leniency) {
    this.#rest = new Map(object);
    this.#leniency = leniency;
  }

  /** What was not taken. */
  get rest(): JsonObject {
    return this.#rest;
  }

  /** The value of a key, compared without case unless the exact key is there. */
  #value(key: string): JsonValue | undefined {
    const exact = this.#rest.get(key);
    if (exact !== undefined) {
      this.#rest.delete(key);
      return exact;
    }
    // A key in another case counts, but still reaches the component.
    const wanted = key.toLowerCase();
    for (const [name, value] of this.#rest) if (name.toLowerCase() === wanted) return value;
    return undefined;
  }

  #mismatch(field: string, wanted: string, value: JsonValue): void {
    this.problems.push(
      `'${field}' expected type '${wanted}', got unconvertible type '${typeName(value)}', value: '${show(value)}'`,
    );
  }

  text(key: string, field: string): string {
    const value = this.#value(key);
    return value === undefined || value === null ? '' : this.#textOf(value, field);
  }

  #textOf(value: JsonValue, field: string): string {
    if (typeof value === 'string') return value;
    if (this.#leniency.weak && typeof value === 'boolean') return value ? '1' : '0';
    if (this.#leniency.weak && typeof value === 'number') return plainNumber(value);
    if (value !== null) this.#mismatch(field, 'string', value);
    return '';
  }

  texts(key: string, field: string): readonly string[] {
    const value = this.#value(key);
    if (value === undefined || value === null) return [];
    const items = this.#listOf(value, field);
    return items.map((item, index) => this.#textOf(item, `${field}[${index}]`));
  }

  #listOf(value: JsonValue, field: string): readonly JsonValue[] {
    if (isArray(value)) return value;
    if (this.#leniency.weak) return isObject(value) && value.size === 0 ? [] : [value];
    this.problems.push(`'${field}': source data must be an array or slice, got ${kindName(value)}`);
    return [];
  }

  /** Only looks whether it is a list of objects that hold texts. */
  checkTextMaps(key: string, field: string): void {
    this.list(key, field).forEach((item, index) => {
      const place = `${field}[${index}]`;
      if (isObject(item)) {
        for (const [name, text] of item) this.#textOf(text, `${place}[${name}]`);
      } else if (item !== null) {
        this.#notAMap(item, place);
      }
    });
  }

  /** A list whose elements are decoded later. */
  list(key: string, field: string): readonly JsonValue[] {
    const value = this.#value(key);
    return value === undefined || value === null ? [] : this.#listOf(value, field);
  }

  object(key: string, field: string): JsonObject | undefined {
    const value = this.#value(key);
    if (value === undefined || value === null) return undefined;
    if (isArray(value) && this.#leniency.weak) return this.#merged(value, field);
    if (isObject(value)) return value;
    this.#notAMap(value, field);
    return undefined;
  }

  /** A list of objects as one; later entries win. */
  #merged(items: readonly JsonValue[], field: string): JsonObject {
    const merged = new Map<string, JsonValue>();
    items.forEach((item, index) => {
      if (isObject(item)) for (const [name, inner] of item) merged.set(name, inner);
      else if (item !== null) this.#notAMap(item, `${field}[${index}]`);
    });
    return merged;
  }

  #notAMap(value: JsonValue, field: string): void {
    this.problems.push(`'${field}' expected a map, got '${kindName(value)}'`);
  }

  /** Anything, undefined if the key is not there. */
  anything(key: string): JsonValue | undefined {
    return this.#value(key);
  }

  flag(key: string, field: string): boolean | undefined {
    const value = this.#value(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    this.#mismatch(field, 'bool', value);
    return undefined;
  }

  /** A number counts nanoseconds. */
  duration(key: string, field: string): Duration {
    const value = this.#value(key);
    if (value === undefined || value === null) return 0n;
    if (typeof value === 'number') return BigInt(Math.trunc(value));
    if (typeof value === 'boolean' && this.#leniency.weak) return value ? 1n : 0n;
    if (typeof value !== 'string' || !this.#leniency.durations) {
      this.#mismatch(field, 'time.Duration', value);
      return 0n;
    }
    const duration = parseDuration(value, quote);
    if (duration.ok) return duration.value;
    this.problems.push(`error decoding '${field}': ${duration.error}`);
    return 0n;
  }
}

/** A number as text without an exponent. */
export function plainNumber(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** A value as Go prints it with %v. */
export function show(value: JsonValue): string {
  return formatValue(asData(value));
}

function asData(value: JsonValue): TemplateValue {
  if (isObject(value)) return new Map([...value].map(([key, inner]) => [key, asData(inner)]));
  return isArray(value) ? value.map(asData) : value;
}
