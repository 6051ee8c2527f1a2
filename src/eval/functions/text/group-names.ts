/** A piece of a pattern: something escaped or quoted, a class, the start of a named group, or one character. */
const pieces = /\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\[:[^\]]*:\]|\\.|[^\]])*\]|\(\?P?<([^>]*)>|./gsu;

/** A pattern in which every group has another name, and the names that were written, in order. */
export interface RenamedGroups {
  readonly pattern: string;
  readonly names: readonly string[];
}

/**
 * Gives named groups names of their own. The language accepts two groups of one name; the engine
 * does not.
 */
export function renameGroups(pattern: string): RenamedGroups {
  const names: string[] = [];
  const renamed = pattern.replace(pieces, (piece, name: string | undefined) => {
    if (name === undefined) return piece;
    names.push(name);
    return `(?P<g${names.length}>`;
  });
  return { pattern: renamed, names };
}
