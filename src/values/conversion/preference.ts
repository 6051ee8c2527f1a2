import type { ObjectType, TupleType, Type } from '../type.ts';
import { isPrimitive } from '../types.ts';

/** The types with more general ones first; otherwise in the order given (3.7, step 3). */
export function preferred(types: readonly Type[]): readonly Type[] {
  const below: number[][] = types.map(() => []);
  const above: number[] = types.map(() => 0);
  for (const [i, a] of types.entries()) {
    for (let j = i + 1; j < types.length; j++) {
      const order = compareGenerality(a, types[j] ?? a);
      if (order === 0) continue;
      const [general, special] = order < 0 ? [i, j] : [j, i];
      below[general]?.push(special);
      above[special] = (above[special] ?? 0) + 1;
    }
  }
  const queue = types.flatMap((_, index) => (above[index] === 0 ? [index] : []));
  const result: Type[] = [];
  for (const index of queue) {
    const type = types[index];
    if (type !== undefined) result.push(type);
    for (const special of below[index] ?? []) {
      const left = (above[special] ?? 0) - 1;
      above[special] = left;
      if (left === 0) queue.push(special);
    }
  }
  return result;
}

/** Negative if `a` is the more general type, positive if `b` is, 0 if neither is. */
function compareGenerality(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic') {
    return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  }
  if (isPrimitive(a) && isPrimitive(b)) {
    return Number(b.kind === 'string') - Number(a.kind === 'string');
  }
  if (a.kind === 'object' && b.kind === 'object') return compareObjects(a, b);
  if (a.kind === 'tuple' && b.kind === 'tuple') return compareTuples(a, b);
  if ('element' in a && 'element' in b && a.kind === b.kind) {
    return compareGenerality(a.element, b.element);
  }
  return rank(a, b) - rank(b, a);
}

/** −1 where the first kind is always preferred over the second. */
function rank(a: Type, b: Type): number {
  const sequence = a.kind === 'list' || a.kind === 'tuple';
  if (sequence && b.kind === 'set') return -1;
  if (a.kind === 'list' && b.kind === 'tuple') return -1;
  return a.kind === 'map' && b.kind === 'object' ? -1 : 0;
}

function compareObjects(a: ObjectType, b: ObjectType): number {
  if (a.attributes.size !== b.attributes.size) return 0;
  const orders: number[] = [];
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined) return 0;
    orders.push(compareGenerality(type, other));
  }
  return agreed(orders);
}

function compareTuples(a: TupleType, b: TupleType): number {
  if (a.elements.length !== b.elements.length) return 0;
  return agreed(a.elements.map((type, i) => compareGenerality(type, b.elements[i] ?? type)));
}

function agreed(orders: readonly number[]): number {
  const a = orders.some((order) => order < 0);
  const b = orders.some((order) => order > 0);
  return a === b ? 0 : a ? -1 : 1;
}
