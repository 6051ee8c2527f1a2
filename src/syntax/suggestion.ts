/** Edits (insert, delete, replace, by code points) that lead from one word to the other. */
function editDistance(from: string, to: string): number {
  const target = [...to];
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  let taken = 0;
  for (const character of from) {
    taken += 1;
    const next = [taken];
    for (const [index, other] of target.entries()) {
      const replaced = row[index]! + (other === character ? 0 : 1);
      next.push(Math.min(replaced, row[index + 1]! + 1, next[index]! + 1));
    }
    row = next;
  }
  return row[target.length]!;
}

/** The first candidate that is less than three edits away from what was written. */
export function nearestName(given: string, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - given.length) > 4) continue;
    if (editDistance(given, candidate) < 3) return candidate;
  }
  return undefined;
}
