const text = new TextEncoder();

/** A type in our own gob streams: built in, or defined in the stream on first use. */
export type GobWriteType =
  | 'bool'
  | 'int'
  | 'uint'
  | 'string'
  | 'interface'
  | { readonly kind: 'slice'; readonly name: string; readonly element: GobWriteType }
  | {
      readonly kind: 'map';
      readonly name: string;
      readonly key: GobWriteType;
      readonly element: GobWriteType;
    }
  | GobStructType
  | { readonly kind: 'opaque'; readonly name: string };

/** A struct; fields in declaration order. */
export interface GobStructType {
  readonly kind: 'struct';
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: GobWriteType }[];
}

/** A value of a GobWriteType: structs by field name with zero fields left out, interfaces with type and name. */
export type GobWriteValue =
  | boolean
  | number
  | string
  | Uint8Array
  | null
  | readonly GobWriteValue[]
  | ReadonlyMap<string, GobWriteValue>
  | {
      readonly interfaceName: string;
      readonly type: GobWriteType;
      readonly value: GobWriteValue;
    };

const builtinId = { bool: 1, int: 2, uint: 3, string: 6, interface: 8 };

/**
 * One top-level value as a gob stream. All type definitions come first, so that no value is
 * interrupted; readers accept definitions at any time before their use.
 */
export function writeGob(type: GobWriteType, value: GobWriteValue): Uint8Array {
  const writer = new GobWriter();
  const id = writer.define(type);
  writer.defineInside(type, value);
  const body = [...int(id), ...writer.top(type, value)];
  return Uint8Array.from([...writer.definitions, ...uint(body.length), ...body]);
}

/** Gob's unsigned number: one byte, or the negated count of bytes and the bytes. */
function uint(value: number): number[] {
  if (value < 0x80) return [value];
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 0x100)) bytes.unshift(rest % 0x100);
  return [0x100 - bytes.length, ...bytes];
}

/** Gob's signed number: the sign in the lowest bit. */
function int(value: number): number[] {
  return uint(value < 0 ? -value * 2 - 1 : value * 2);
}

function string(value: string): number[] {
  const bytes = text.encode(value);
  return [...uint(bytes.length), ...bytes];
}

/** The struct every definition begins with: name and id. */
function common(name: string, id: number): number[] {
  const named = name === '' ? [2] : [1, ...string(name), 1];
  return [...named, ...int(id), 0];
}

class GobWriter {
  /** Messages that define types, ready to send. */
  readonly definitions: number[] = [];
  readonly #ids = new Map<string, number>();
  #lastId = 64;

  /** The id of a type, defined on first use. */
  define(type: GobWriteType): number {
    if (typeof type === 'string') return builtinId[type];
    const key = JSON.stringify(type);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#lastId += 1;
    const id = this.#lastId;
    this.#ids.set(key, id);
    const body = [...int(-id), ...this.#definition(type, id)];
    this.definitions.push(...uint(body.length), ...body);
    return id;
  }

  #definition(type: Exclude<GobWriteType, string>, id: number): number[] {
    const head = [1, ...common(type.name, id)];
    switch (type.kind) {
      case 'slice':
        return [2, ...head, 1, ...int(this.define(type.element)), 0, 0];
      case 'map': {
        const key = int(this.define(type.key));
        return [4, ...head, 1, ...key, 1, ...int(this.define(type.element)), 0, 0];
      }
      case 'struct': {
        const fields = type.fields.flatMap((field) => common(field.name, this.define(field.type)));
        return [3, ...head, 1, ...uint(type.fields.length), ...fields, 0, 0];
      }
      case 'opaque':
        return [5, ...head, 0, 0];
    }
  }

  /** Defines the types of everything that stands inside interfaces of the value. */
  defineInside(type: GobWriteType, value: GobWriteValue): void {
    if (value === null) return;
    if (typeof value === 'object' && 'interfaceName' in value) {
      this.define(value.type);
      this.defineInside(value.type, value.value);
    } else if (Array.isArray(value)) {
      if (typeof type !== 'string' && type.kind === 'slice')
        for (const element of value) this.defineInside(type.element, element);
    } else if (value instanceof Map && typeof type !== 'string') {
      if (type.kind === 'map')
        for (const element of value.values()) this.defineInside(type.element, element);
      if (type.kind === 'struct')
        for (const field of type.fields) {
          const held = value.get(field.name);
          if (held !== undefined) this.defineInside(field.type, held);
        }
    }
  }

  top(type: GobWriteType, value: GobWriteValue): number[] {
    const struct = typeof type !== 'string' && type.kind === 'struct';
    return struct ? this.#value(type, value) : [0, ...this.#value(type, value)];
  }

  #value(type: GobWriteType, value: GobWriteValue): number[] {
    if (type === 'bool') return [value === true ? 1 : 0];
    if (type === 'int') return int(Number(value));
    if (type === 'uint') return uint(Number(value));
    if (type === 'string') return string(String(value));
    if (type === 'interface') return this.#interface(value);
    if (value instanceof Uint8Array) return [...uint(value.length), ...value];
    if (type.kind === 'slice' && Array.isArray(value))
      return [...uint(value.length), ...value.flatMap((each) => this.#value(type.element, each))];
    if (value instanceof Map) {
      if (type.kind === 'map') {
        const entries = [...value].flatMap(([key, each]) => [
          ...this.#value(type.key, key),
          ...this.#value(type.element, each),
        ]);
        return [...uint(value.size), ...entries];
      }
      if (type.kind === 'struct') return this.#struct(type.fields, value);
    }
    throw new Error(`a ${type.kind} of gob cannot hold ${typeof value}`);
  }

  #struct(
    fields: readonly { readonly name: string; readonly type: GobWriteType }[],
    value: ReadonlyMap<string, GobWriteValue>,
  ): number[] {
    const bytes: number[] = [];
    let last = -1;
    fields.forEach((field, index) => {
      const held = value.get(field.name);
      if (held === undefined) return;
      bytes.push(...uint(index - last), ...this.#value(field.type, held));
      last = index;
    });
    return [...bytes, 0];
  }

  #interface(value: GobWriteValue): number[] {
    if (value === null) return [0];
    if (typeof value !== 'object' || !('interfaceName' in value))
      throw new Error('an interface of gob needs the name of its concrete type');
    const body = this.top(value.type, value.value);
    return [
      ...string(value.interfaceName),
      ...int(this.define(value.type)),
      ...uint(body.length),
      ...body,
    ];
  }
}
