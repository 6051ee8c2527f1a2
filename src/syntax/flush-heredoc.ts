import { spaceRun } from './characters.ts';
import { graphemes } from '../base/index.ts';
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
    const removed = firstClusters(part.value, least);
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

const asciiOnly = /^[\x20-\x7e]*$/;

function firstClusters(text: string, count: number): string {
  // The character behind must not be one that joins the last of them.
  if (asciiOnly.test(text.slice(0, count + 1))) return text.slice(0, count);
  return graphemes(text).slice(0, count).join('');
}
