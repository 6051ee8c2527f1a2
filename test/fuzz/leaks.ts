import {
  BigFloat,
  hasMark,
  list,
  mark,
  number,
  string,
  stringType,
  Unknown,
  type Value,
} from '../../src/values/index.ts';
import { variables } from '../eval/support.ts';

/** The same names, where everything sensitive is worth something else. */
export const otherSecrets = {
  variables: new Map<string, Value>([
    ...variables,
    ['secret', mark(string('true'), 'sensitive')],
    ['sl', mark(list(stringType, [string('y'), string('z')]), 'sensitive')],
    ['pin', mark(number(0), 'sensitive')],
  ]),
};

/** The names, with the secrets they usually have. */
export const someSecrets = { variables };

/** Where two values differ although nothing at or above the place is marked. */
export function leakBetween(one: Value, other: Value): string | undefined {
  if (hasMark(one, 'sensitive') && hasMark(other, 'sensitive')) return undefined;
  const [a, b] = [one.content, other.content];
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return firstLeak(a, b);
  }
  if (a instanceof Map && b instanceof Map && [...a.keys()].join() === [...b.keys()].join()) {
    return firstLeak([...a.values()], [...b.values()]);
  }
  if (a instanceof BigFloat && b instanceof BigFloat) {
    return a.toText() === b.toText() ? undefined : `${a.toText()} or ${b.toText()}`;
  }
  if (a === b || one.type.kind !== other.type.kind) return a === b ? undefined : 'different types';
  return a instanceof Unknown && b instanceof Unknown ? undefined : `${a} or ${b}`;
}

function firstLeak(a: readonly Value[], b: readonly Value[]): string | undefined {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    const leak = other && leakBetween(one, other);
    if (leak !== undefined) return leak;
  }
  return undefined;
}
