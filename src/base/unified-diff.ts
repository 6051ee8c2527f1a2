import { lineEdits } from './line-edits.ts';

/** Unchanged lines shown around a change. */
const around = 3;

/** The difference of two texts as `diff -u` prints it; empty if they are equal. */
export function unifiedDiff(
  before: string,
  after: string,
  labels: readonly [string, string],
): string {
  const oldLines = linesOf(before);
  const newLines = linesOf(after);
  const { removed, added } = lineEdits(oldLines, newLines);
  const script = merged(oldLines, newLines, removed, added);
  const hunks = hunksOf(script);
  if (hunks.length === 0) return '';
  const head = `--- ${labels[0]}\n+++ ${labels[1]}\n`;
  return head + hunks.map((hunk) => hunkText(script, hunk)).join('');
}

/** Lines with their ends; the last may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface ScriptLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

function merged(
  oldLines: readonly string[],
  newLines: readonly string[],
  removed: readonly boolean[],
  added: readonly boolean[],
): ScriptLine[] {
  const script: ScriptLine[] = [];
  let from = 0;
  let to = 0;
  while (from < oldLines.length || to < newLines.length) {
    for (; removed[from]; from += 1) script.push({ sign: '-', text: oldLines[from]! });
    for (; added[to]; to += 1) script.push({ sign: '+', text: newLines[to]! });
    if (from < oldLines.length) script.push({ sign: ' ', text: oldLines[from]! });
    from += 1;
    to += 1;
  }
  return script;
}

/** Stretches of the script, end exclusive, that hold changes and what is shown around them. */
function hunksOf(script: readonly ScriptLine[]): [number, number][] {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of script.entries()) {
    if (sign === ' ') continue;
    const last = hunks[hunks.length - 1];
    if (last !== undefined && index - around <= last[1]) last[1] = index + 1 + around;
    else hunks.push([Math.max(0, index - around), index + 1 + around]);
  }
  return hunks.map(([from, to]) => [from, Math.min(to, script.length)]);
}

function hunkText(script: readonly ScriptLine[], [from, to]: readonly [number, number]): string {
  const shown = script.slice(from, to);
  const range = (other: '-' | '+') => {
    const before = script.slice(0, from).filter(({ sign }) => sign !== other).length;
    const count = shown.filter(({ sign }) => sign !== other).length;
    if (count === 1) return `${before + 1}`;
    return `${count === 0 ? before : before + 1},${count}`;
  };
  const lines = shown.map(({ sign, text }) =>
    text.endsWith('\n') ? sign + text : `${sign}${text}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range('+')} +${range('-')} @@\n${lines.join('')}`;
}
