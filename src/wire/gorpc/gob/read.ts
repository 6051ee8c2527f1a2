/** Levels of nesting, and elements in all, that are read: hostile input is refused, not followed. */
const maximumDepth = 200;
const maximumElements = 4_000_000;

/** The bytes are no gob stream, or one of a kind nobody sends here. */
export class GobError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GobError';
  }
}

/** A value inside an interface, with the name of its concrete type. */
export interface GobInterface {
  readonly interfaceName: string;
  readonly value: GobValue;
}

/** Bytes with a coding of their own (GobEncoder). */
export interface GobOpaque {
  readonly opaque: Uint8Array;
}

/** What a gob stream can hold; zero-valued struct fields are absent from the map. */
export type GobValue =
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | undefined
  | readonly GobValue[]
  | ReadonlyMap<string, GobValue>
  | GobInterface
  | GobOpaque;

type GobType =
  | { readonly kind: 'array' | 'slice'; readonly element: number }
  | {
      readonly kind: 'struct';
      readonly fields: readonly { readonly name: string; readonly type: number }[];
    }
  | { readonly kind: 'map'; readonly key: number; readonly element: number }
  | { readonly kind: 'opaque' };

const builtinType = { bool: 1, int: 2, uint: 3, float: 4, bytes: 5, string: 6, interface: 8 };

/** Reads one top-level value (plugin-protocol 5.3). Throws GobError on anything else. */
export function readGob(bytes: Uint8Array): GobValue {
  return new GobReader(bytes).decode();
}

/**
 * Reads the flat byte string and ignores message counts, because a value may be interrupted by the
 * definitions of types it is the first to use.
 */
class GobReader {
  readonly #bytes: Uint8Array;
  readonly #types = new Map<number, GobType>();
  #at = 0;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  decode(): GobValue {
    this.#uint();
    return this.#top(this.#typeId(), 0);
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new GobError('a gob value ends too early');
    this.#at += 1;
    return byte;
  }

  #uintBig(): bigint {
    const first = this.#byte();
    if (first < 0x80) return BigInt(first);
    const count = 0x100 - first;
    if (count > 8) throw new GobError('a gob number is too long');
    let value = 0n;
    for (let left = count; left > 0; left -= 1) value = (value << 8n) | BigInt(this.#byte());
    return value;
  }

  /** A number that is a count, a length or an id. */
  #uint(): number {
    const value = this.#uintBig();
    if (value > 0x7fffffffn) throw new GobError('a gob length is out of range');
    return Number(value);
  }

  #intBig(): bigint {
    const value = this.#uintBig();
    return value & 1n ? ~(value >> 1n) : value >> 1n;
  }

  #int(): number {
    return Number(this.#intBig());
  }

  #take(): Uint8Array {
    const count = this.#uint();
    if (this.#at + count > this.#bytes.length) throw new GobError('a gob value ends too early');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  #text(): string {
    return new TextDecoder().decode(this.#take());
  }

  #typeId(): number {
    for (;;) {
      const id = this.#int();
      if (id >= 0) return id;
      this.#types.set(-id, this.#definition());
      this.#uint();
    }
  }

  /** Walks the fields of a struct in the stream; `read` is given each field's number. */
  #fields(read: (field: number) => void): void {
    for (let field = -1; ; ) {
      const delta = this.#uint();
      if (delta === 0) return;
      field += delta;
      read(field);
    }
  }

  /** The wireType struct that defines a type. */
  #definition(): GobType {
    let defined: GobType | undefined;
    this.#fields((kind) => {
      if (kind > 6) throw new GobError(`gob type definitions have no field ${kind}`);
      const numbers: number[] = [];
      const fields: { name: string; type: number }[] = [];
      this.#fields((field) => {
        if (field === 0) this.#common();
        else if (kind === 2) fields.push(...this.#structFields());
        else numbers[field] = this.#int();
      });
      if (kind === 2) defined = { kind: 'struct', fields };
      else if (kind === 3)
        defined = { kind: 'map', key: numbers[1] ?? 0, element: numbers[2] ?? 0 };
      else if (kind < 2)
        defined = { kind: kind === 0 ? 'array' : 'slice', element: numbers[1] ?? 0 };
      else defined = { kind: 'opaque' };
    });
    if (!defined) throw new GobError('a gob type definition is empty');
    return defined;
  }

  /** Name and id that every type has. */
  #common(): { name: string; id: number } {
    const common = { name: '', id: 0 };
    this.#fields((field) => {
      if (field === 0) common.name = this.#text();
      else common.id = this.#int();
    });
    return common;
  }

  #structFields(): { name: string; type: number }[] {
    const fields: { name: string; type: number }[] = [];
    for (let left = this.#count(); left > 0; left -= 1) {
      const { name, id } = this.#common();
      fields.push({ name, type: id });
    }
    return fields;
  }

  #count(): number {
    const count = this.#uint();
    this.#elements += count;
    if (this.#elements > maximumElements || count > this.#bytes.length)
      throw new GobError('a gob value has too many elements');
    return count;
  }

  #top(id: number, depth: number): GobValue {
    if (this.#types.get(id)?.kind !== 'struct') this.#uint();
    return this.#value(id, depth);
  }

  #value(id: number, depth: number): GobValue {
    if (depth > maximumDepth) throw new GobError('a gob value is nested too deeply');
    switch (id) {
      case builtinType.bool:
        return this.#uint() !== 0;
      case builtinType.int:
        return this.#intBig();
      case builtinType.uint:
        return this.#uintBig();
      case builtinType.float:
        return this.#float();
      case builtinType.bytes:
        return this.#take();
      case builtinType.string:
        return this.#text();
      case builtinType.interface:
        return this.#interface(depth);
      default:
        return this.#defined(id, depth);
    }
  }

  #float(): number {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, this.#uintBig(), true);
    return view.getFloat64(0);
  }

  #defined(id: number, depth: number): GobValue {
    const type = this.#types.get(id);
    if (!type) throw new GobError(`gob type ${id} is not defined`);
    if (type.kind === 'opaque') return { opaque: this.#take() };
    if (type.kind === 'struct') return this.#struct(type.fields, depth);
    const count = this.#count();
    if (type.kind === 'map') {
      const map = new Map<string, GobValue>();
      for (let left = count; left > 0; left -= 1) {
        const key = this.#value(type.key, depth + 1);
        map.set(String(key), this.#value(type.element, depth + 1));
      }
      return map;
    }
    const elements: GobValue[] = [];
    for (let left = count; left > 0; left -= 1) elements.push(this.#value(type.element, depth + 1));
    return elements;
  }

  #struct(
    fields: readonly { readonly name: string; readonly type: number }[],
    depth: number,
  ): GobValue {
    const struct = new Map<string, GobValue>();
    this.#fields((index) => {
      const field = fields[index];
      if (!field) throw new GobError('a gob struct has more fields than its type');
      struct.set(field.name, this.#value(field.type, depth + 1));
    });
    return struct;
  }

  #interface(depth: number): GobValue {
    const interfaceName = this.#text();
    if (interfaceName === '') return undefined;
    const id = this.#typeId();
    this.#uint();
    return { interfaceName, value: this.#top(id, depth + 1) };
  }
}
