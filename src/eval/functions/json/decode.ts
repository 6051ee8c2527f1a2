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
import type { JsonScalar } from './scalar.ts';
import { JsonTokens } from './tokens.ts';

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

/** An array or an object that is not closed yet. */
type Open =
  | { readonly kind: 'array'; readonly elements: Value[] }
  | { readonly kind: 'object'; readonly entries: Map<string, Value>; key: string };

function close(open: Open): Value {
  return open.kind === 'array' ? tuple(open.elements) : object(open.entries);
}

function put(open: Open, value: Value): void {
  if (open.kind === 'array') open.elements.push(value);
  else open.entries.set(open.key, value);
}

/** Reads one JSON text: arrays become tuples, objects objects; of equal keys the last one wins. */
export function decodeJson(text: string): Result<Value, string> {
  const tokens = new JsonTokens(text);
  const outer: Open[] = [];
  for (;;) {
    const read = tokens.next();
    if (!read.ok) return read;
    const token = read.value;
    let value: Value | undefined;
    if (token.kind === 'array') outer.push({ kind: 'array', elements: [] });
    else if (token.kind === 'object') outer.push({ kind: 'object', entries: new Map(), key: '' });
    else if (token.kind === 'key') {
      const open = outer.at(-1);
      if (open?.kind === 'object') open.key = token.name;
    } else {
      value = token.kind === 'end' ? close(outer.pop()!) : scalarValue(token.scalar);
      if (value === undefined) return failed('a number is required');
    }
    if (value === undefined) continue;
    const open = outer.at(-1);
    if (open === undefined)
      return tokens.more() ? failed('extraneous data after JSON object') : ok(value);
    put(open, value);
  }
}
