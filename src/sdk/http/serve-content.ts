import type { ServedAnswer, ServedRequest } from '../../platform/index.ts';

/** How many characters have to be added, removed or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The path without empty parts, `.` and `..`. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A short answer in plain text. */
export function textAnswer(status: number, text: string): ServedAnswer {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  };
  return { status, headers, body: new TextEncoder().encode(text) };
}

/** Serves texts by their paths; a near miss is told what was probably meant (components 4.4). */
export function serveContent(content: Readonly<Record<string, string>>) {
  return async ({ path }: ServedRequest): Promise<ServedAnswer> => {
    const wanted = cleanPath(path);
    const found = Object.hasOwn(content, wanted) ? content[wanted] : undefined;
    if (found !== undefined) {
      const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
      return { status: 200, headers, body: new TextEncoder().encode(found) };
    }
    const near = Object.keys(content)
      .sort()
      .find((key) => distance(key, wanted) < 3);
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
    return textAnswer(404, `${wanted} not found.${hint}\n`);
  };
}
