/** Finds the first thing that looks like a version; undefined if there is none. */
export function findVersion(text: string): string | undefined {
  return /\d+(?:\.\d+)*/.exec(text)?.[0];
}

/** Whether a dotted version is at least another one. */
export function isAtLeast(version: string, least: string): boolean {
  const [ours, theirs] = [version, least].map((each) => each.split('.').map(Number));
  for (let i = 0; i < Math.max(ours!.length, theirs!.length); i++) {
    const difference = (ours![i] ?? 0) - (theirs![i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
