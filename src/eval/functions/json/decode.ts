import { failed, ok, type Result } from '../../../base/index.ts';
import {
  BigFloat,
  bool,
  dynamicNull,
  number,
  object,
  string,
  tuple,
  type Value,
} from '../../../values/index.ts';
import { replacedProblem } from './replaced.ts';
import type { JsonScalar } from './scalar.ts';
import { type JsonToken, JsonTokens } from './tokens.ts';

function scalarValue(scalar: JsonScalar): Value | undefined {
  switch (scalar.kind) {
    case 'null':
      return dynamicNull;
    case 'bool':
      return bool(scalar.value);
    case 'string':
      return string(scalar.value);
    case 'number': {
      const parsed = BigFloat.parse(scalar.digits);
      return parsed && number(parsed);
    }
  }
}

/** A value and where it stands. */
interface Placed {
  readonly value: Value;
  readonly at: number;
}

/** An array or an object that is not closed yet. */
type Open =
  | { readonly kind: 'array'; readonly at: number; readonly elements: Value[] }
  | {
      readonly kind: 'object';
      readonly at: number;
      readonly entries: Map<string, Placed>;
      /** Values whose key came again. */
      readonly replaced: (Placed & { readonly key: string })[];
      key: string;
    };

/** Something wrong that is not the notation, and where it stands; the first of these counts. */
interface Misfit {
  readonly at: number;
  readonly message: string;
}

function earlier(a: Misfit | undefined, b: Misfit): Misfit {
  return a !== undefined && a.at <= b.at ? a : b;
}

/** Reads a text into a value while it collects what does not fit. */
class ValueReader {
  readonly tokens: JsonTokens;
  readonly outer: Open[] = [];
  misfit: Misfit | undefined;

  constructor(text: string) {
    this.tokens = new JsonTokens(text);
  }

  read(): Result<Value, string> {
    for (;;) {
      const read = this.tokens.next();
      if (!read.ok) return read;
      const placed = this.take(read.value);
      if (placed === undefined) continue;
      if (this.outer.length > 0) this.put(placed);
      else if (this.tokens.more()) return failed('extraneous data after JSON object');
      else return this.misfit === undefined ? ok(placed.value) : failed(this.misfit.message);
    }
  }

  /** The value that the token completes. */
  take(token: JsonToken): Placed | undefined {
    const { at } = this.tokens;
    switch (token.kind) {
      case 'array':
        this.outer.push({ kind: 'array', at, elements: [] });
        return undefined;
      case 'object':
        this.outer.push({ kind: 'object', at, entries: new Map(), replaced: [], key: '' });
        return undefined;
      case 'key': {
        const open = this.outer.at(-1);
        if (open?.kind === 'object') open.key = token.name;
        return undefined;
      }
      case 'scalar': {
        const value = scalarValue(token.scalar);
        if (value === undefined) this.blame({ at, message: 'a number is required' });
        return { value: value ?? dynamicNull, at };
      }
      case 'end':
        return this.close(this.outer.pop()!);
    }
  }

  close(open: Open): Placed {
    if (open.kind === 'array') return { value: tuple(open.elements), at: open.at };
    for (const { key, value, at } of open.replaced) {
      const message = replacedProblem(value, open.entries.get(key)!.value.type);
      if (message !== undefined) this.blame({ at, message });
    }
    const entries = Array.from(open.entries, ([key, { value }]) => [key, value] as const);
    return { value: object(entries), at: open.at };
  }

  put(placed: Placed): void {
    const open = this.outer.at(-1)!;
    if (open.kind === 'array') {
      open.elements.push(placed.value);
      return;
    }
    const before = open.entries.get(open.key);
    if (before !== undefined) open.replaced.push({ key: open.key, ...before });
    open.entries.set(open.key, placed);
  }

  blame(misfit: Misfit): void {
    this.misfit = earlier(this.misfit, misfit);
  }
}

/** Reads one JSON text: arrays become tuples, objects objects; of equal keys the last one wins. */
export function decodeJson(text: string): Result<Value, string> {
  return new ValueReader(text).read();
}
