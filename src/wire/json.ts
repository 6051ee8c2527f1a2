import { ProtocolError } from './protocol.ts';

/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** Whether it is an object and not an array or null. */
export function isJsonObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** Reads the members of an object that came across; complains with the name of what it is part of. */
export class Fields {
  readonly #object: JsonObject;
  readonly #where: string;

  /** `where` names the object in complaints: a method, or a member such as `ui/say.message`. */
  constructor(json: Json | undefined, where: string) {
    if (!isJsonObject(json)) throw new ProtocolError(`${where}: an object was expected`);
    this.#object = json;
    this.#where = where;
  }

  /** The member as it is; undefined for absent and null alike. */
  optional(name: string): Json | undefined {
    return this.#object[name] ?? undefined;
  }

  string(name: string): string {
    const json = this.#object[name];
    return typeof json === 'string' ? json : this.#wrong(name, 'a string');
  }

  optionalString(name: string): string | undefined {
    return this.optional(name) === undefined ? undefined : this.string(name);
  }

  boolean(name: string): boolean {
    const json = this.#object[name];
    return typeof json === 'boolean' ? json : this.#wrong(name, 'true or false');
  }

  /** A whole number, not negative unless `signed`. */
  integer(name: string, signed: 'signed' | 'unsigned' = 'unsigned'): number {
    const json = this.#object[name];
    const fits = Number.isSafeInteger(json) && typeof json === 'number';
    return fits && (signed === 'signed' || json >= 0) ? json : this.#wrong(name, 'a whole number');
  }

  optionalInteger(name: string): number | undefined {
    return this.optional(name) === undefined ? undefined : this.integer(name);
  }

  /** A list; absent and null count as empty. */
  list(name: string): readonly Json[] {
    const json = this.optional(name) ?? [];
    return isList(json) ? json : this.#wrong(name, 'a list');
  }

  /** A list of strings; absent and null count as empty. */
  strings(name: string): readonly string[] {
    return this.list(name).map((each) =>
      typeof each === 'string' ? each : this.#wrong(name, 'a list of strings'),
    );
  }

  /** A member that is an object itself. */
  fields(name: string): Fields {
    return new Fields(this.#object[name], `${this.#where}.${name}`);
  }

  optionalFields(name: string): Fields | undefined {
    return this.optional(name) === undefined ? undefined : this.fields(name);
  }

  /** One of these words. */
  word<W extends string>(name: string, words: readonly W[]): W {
    const json = this.#object[name];
    const found = words.find((word) => word === json);
    return found ?? this.#wrong(name, words.map((word) => `"${word}"`).join(' or '));
  }

  /** All members, in the order they were written. */
  entries(): readonly (readonly [string, Json])[] {
    return Object.entries(this.#object).flatMap(([name, json]) =>
      json === undefined ? [] : [[name, json] as const],
    );
  }

  /** The place of a member, for complaints of others. */
  place(name: string): string {
    return `${this.#where}.${name}`;
  }

  #wrong(name: string, expected: string): never {
    throw new ProtocolError(`${this.#where}: "${name}" must be ${expected}`);
  }
}
