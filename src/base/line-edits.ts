/** Which lines of two texts have no partner in the other. */
export interface LineEdits {
  readonly removed: readonly boolean[];
  readonly added: readonly boolean[];
}

/** Finds a smallest set of removed and added lines; where several are smallest, changes stand late and together. */
export function lineEdits(before: readonly string[], after: readonly string[]): LineEdits {
  const removed = before.map(() => true);
  const added = after.map(() => true);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    removed[start] = false;
    added[start] = false;
    start += 1;
  }
  let end = 0;
  const shared = Math.min(before.length, after.length) - start;
  while (end < shared && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    removed[before.length - 1 - end] = false;
    added[after.length - 1 - end] = false;
    end += 1;
  }
  const middle = [
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  ] as const;
  for (const [from, to] of longestCommon(...middle)) {
    removed[start + from] = false;
    added[start + to] = false;
  }
  settle(before, removed, added);
  settle(after, added, removed);
  return { removed, added };
}

/** Texts that differ in more lines than this are taken as wholly different between their common ends. */
const mostEdits = 4000;

/** Pairs of equal lines in order, as many as there can be: the furthest reaching path with the fewest edits. */
function longestCommon(before: readonly string[], after: readonly string[]): [number, number][] {
  const limit = Math.min(before.length + after.length, mostEdits);
  // How far each diagonal (line of `before` minus line of `after`) was reached, at an offset.
  let reach = new Int32Array(2 * limit + 3).fill(-1);
  const middle = limit + 1;
  reach[middle + 1] = 0;
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    history.push(reach.slice(middle - edits - 1, middle + edits + 2));
    const next = reach.slice();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const above = reach[middle + diagonal + 1]!;
      const left = reach[middle + diagonal - 1]!;
      let from = comesFromAbove(diagonal, edits, left, above) ? above : left + 1;
      while (from < before.length && from - diagonal < after.length) {
        if (before[from] !== after[from - diagonal]) break;
        from += 1;
      }
      next[middle + diagonal] = from;
      if (from >= before.length && from - diagonal >= after.length) {
        return walkBack(history, before.length, after.length);
      }
    }
    reach = next;
  }
  return [];
}

function comesFromAbove(diagonal: number, edits: number, left: number, above: number): boolean {
  return diagonal === -edits || (diagonal !== edits && left < above);
}

function walkBack(history: readonly Int32Array[], lastFrom: number, lastTo: number) {
  const pairs: [number, number][] = [];
  let from = lastFrom;
  let to = lastTo;
  for (let edits = history.length - 1; edits >= 0; edits -= 1) {
    const reach = history[edits]!;
    const diagonal = from - to;
    const middle = edits + 1;
    const above = reach[middle + diagonal + 1]!;
    const left = reach[middle + diagonal - 1]!;
    const isDown = comesFromAbove(diagonal, edits, left, above);
    const previous = isDown ? above : left;
    const start = isDown ? above : left + 1;
    while (from > start && to > 0) {
      from -= 1;
      to -= 1;
      pairs.push([from, to]);
    }
    from = previous;
    to = previous - (isDown ? diagonal + 1 : diagonal - 1);
  }
  return pairs.reverse();
}

/** Slides runs of changed lines: first up, to join with a run before, then down as far as they go. */
function settle(
  lines: readonly string[],
  changed: boolean[],
  otherChanged: readonly boolean[],
): void {
  for (let index = 0; index < lines.length; index += 1) {
    if (changed[index]) index = settleRun({ lines, changed, otherChanged, start: index });
  }
}

interface Run {
  readonly lines: readonly string[];
  readonly changed: boolean[];
  readonly otherChanged: readonly boolean[];
  readonly start: number;
}

/** Returns the line behind the run where it came to stand. */
function settleRun({ lines, changed, otherChanged, start }: Run): number {
  let from = start;
  let to = start;
  while (changed[to]) to += 1;
  let matching = -1;
  for (let length = -1; length !== to - from; ) {
    length = to - from;
    while (from > 0 && lines[from - 1] === lines[to - 1]) {
      from -= 1;
      to -= 1;
      changed[from] = true;
      changed[to] = false;
      while (from > 0 && changed[from - 1]) from -= 1;
    }
    matching = facesChange(changed, otherChanged, to) ? to : -1;
    while (to < lines.length && lines[from] === lines[to]) {
      changed[from] = false;
      changed[to] = true;
      from += 1;
      to += 1;
      while (changed[to]) to += 1;
      if (facesChange(changed, otherChanged, to)) matching = to;
    }
  }
  for (; matching >= 0 && matching < to; ) {
    from -= 1;
    to -= 1;
    changed[from] = true;
    changed[to] = false;
  }
  return to;
}

/** Whether the other text has changed lines right before the partner of this unchanged line. */
function facesChange(
  changed: readonly boolean[],
  otherChanged: readonly boolean[],
  index: number,
): boolean {
  const partner = partnerOf(changed, otherChanged, index);
  return partner > 0 && otherChanged[partner - 1] === true;
}

/** The line of the other text that the unchanged line, or the end, stands beside. */
function partnerOf(
  changed: readonly boolean[],
  otherChanged: readonly boolean[],
  index: number,
): number {
  let kept = 0;
  for (let line = 0; line < index; line += 1) if (!changed[line]) kept += 1;
  let other = 0;
  for (; kept > 0 || otherChanged[other]; other += 1) if (!otherChanged[other]) kept -= 1;
  return other;
}
