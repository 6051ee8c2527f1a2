/**
 * Adds an item to a list, which it may change; the list to go on with is the answer. The first item makes a list of
 * exactly one: most lists of a template stay that short, and one that grows takes room for many.
 */
export function append<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
