const tooFar = 3;

/**
 * Whether fewer than `tooFar` edits (insert, delete, replace, by code points) lead from one word to the other.
 * Rows of the usual table, left as soon as no entry of a row is near enough.
 */
function isNear(from: readonly string[], to: string): boolean {
  // There are at most as many characters as code units, and at least half as many.
  if (from.length - to.length >= tooFar || to.length - 2 * from.length >= 2 * tooFar) return false;
  const target = [...to];
  if (Math.abs(target.length - from.length) >= tooFar) return false;
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  let taken = 0;
  for (const character of from) {
    taken += 1;
    const next = [taken];
    let least = taken;
    for (let index = 0; index < target.length; index += 1) {
      const replaced = row[index]! + (target[index] === character ? 0 : 1);
      const edits = Math.min(replaced, row[index + 1]! + 1, next[index]! + 1);
      next.push(edits);
      if (edits < least) least = edits;
    }
    if (least >= tooFar) return false;
    row = next;
  }
  return row[target.length]! < tooFar;
}

/** The first candidate that is less than three edits away from what was written. */
export function nearestName(given: string, candidates: Iterable<string>): string | undefined {
  const characters = [...given];
  for (const candidate of candidates) if (isNear(characters, candidate)) return candidate;
  return undefined;
}
