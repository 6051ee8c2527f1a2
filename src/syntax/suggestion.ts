const tooFar = 3;

/**
 * Whether fewer than `tooFar` edits (insert, delete, replace, by code points) lead from one word to the other.
 * Rows of the usual table, left as soon as no entry of a row is near enough.
 */
function isNear(from: string, to: string): boolean {
  const target = [...to];
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
  for (const candidate of candidates) {
    // Lengths count a character outside the basic plane twice.
    if (Math.abs(candidate.length - given.length) >= 2 * tooFar) continue;
    if (isNear(given, candidate)) return candidate;
  }
  return undefined;
}
