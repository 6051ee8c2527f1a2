/** The shortest path that means the same; `.` for nothing. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const joined = kept.join('/');
  if (rooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** Joins the parts that are not empty and cleans the result; `''` if all are empty. */
export function joinPath(...parts: readonly string[]): string {
  const filled = parts.filter((part) => part !== '');
  return filled.length === 0 ? '' : cleanPath(filled.join('/'));
}

export const isAbsolute = (path: string): boolean => path.startsWith('/');

/** The last element; trailing slashes do not count. */
export function baseName(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** All but the last element, cleaned. */
export function folderName(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

/** How to get from a folder to a path; undefined if that cannot be told from the names. */
export function relativePath(folder: string, path: string): string | undefined {
  const from = cleanPath(folder);
  const to = cleanPath(path);
  if (from === to) return '.';
  if (isAbsolute(from) !== isAbsolute(to)) return undefined;
  const parts = (text: string) => text.split('/').filter((part) => part !== '' && part !== '.');
  const fromParts = parts(from);
  const toParts = parts(to);
  let same = 0;
  while (same < fromParts.length && fromParts[same] === toParts[same]) same++;
  const up = fromParts.slice(same);
  if (up.includes('..')) return undefined;
  return [...up.map(() => '..'), ...toParts.slice(same)].join('/');
}
