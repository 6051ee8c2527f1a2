import { spaceRun } from './characters.ts';
import { graphemes } from './graphemes.ts';
import { TextRange } from './ranges.ts';
import type { TemplatePart, TextPart } from './template-parts.ts';

const leading = new RegExp(`^${spaceRun}`, 'u');
const encoder = new TextEncoder();

/** Takes the indentation that all lines have in common away from the parts that begin a line. */
export function flushHeredoc(parts: readonly TemplatePart[]): void {
  let least = Number.POSITIVE_INFINITY;
  const indented: TextPart[] = [];
  let atLineStart = true;
  for (const part of parts) {
    if (atLineStart) {
      const indent = part.kind === 'text' ? indentOf(part.value) : 0;
      if (part.kind === 'text' && indent !== undefined) indented.push(part);
      least = Math.min(least, indent ?? least);
    }
    atLineStart = part.kind === 'text' && part.value.endsWith('\n');
  }
  if (least === 0) return;
  for (const part of indented) {
    const removed = graphemes(part.value).slice(0, least).join('');
    const { text, from, to } = part.range;
    part.value = part.value.slice(removed.length);
    part.range = new TextRange(text, from + encoder.encode(removed).length, to);
  }
}

/** Characters of white space at the start; undefined for a blank line, which does not count. */
function indentOf(line: string): number | undefined {
  const space = leading.exec(line)?.[0] ?? '';
  if (space.length === line.length && line.endsWith('\n')) return undefined;
  return graphemes(space).length;
}
