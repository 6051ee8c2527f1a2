import { failed, ok, type Result } from '../../../base/index.ts';
import type { FunctionFiles } from '../ports.ts';
import { joinPath } from './clean.ts';
import { matchName } from './match-name.ts';

/** Where the character stands that is none of a group and not escaped; -1 if nowhere. */
function indexUnescaped(pattern: string, wanted: string): number {
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (wanted.includes(pattern[at]!)) return at;
  }
  return -1;
}

/** Walks folders and collects the paths that match. */
class Search {
  readonly files: FunctionFiles;
  readonly found: string[] = [];
  bad = false;
  constructor(files: FunctionFiles) {
    this.files = files;
  }

  search(start: string, wanted: string): void {
    const special = indexUnescaped(wanted, '*?[{');
    const fixed = special < 0 ? wanted.lastIndexOf('/') : wanted.slice(0, special).lastIndexOf('/');
    const folder = fixed > 0 ? joinPath(start, wanted.slice(0, fixed)) : start;
    const pattern = fixed > 0 ? wanted.slice(fixed + 1) : wanted;
    const status = this.files.status(folder);
    if (!status.ok) return;
    if (pattern === '') {
      this.found.push(folder);
      return;
    }
    if (status.value.kind !== 'directory') return;
    const slash = indexUnescaped(pattern, '/');
    const first = slash < 0 ? pattern : pattern.slice(0, slash);
    if (first === '**') this.descend(folder, pattern);
    if (first === '**' && slash < 0) return;
    if (first === '**') this.search(folder, pattern.slice(slash + 1));
    else this.step(folder, first, slash < 0 ? undefined : pattern.slice(slash + 1));
  }

  /** Matches the names in one folder and goes on in the ones that fit. */
  step(folder: string, first: string, rest: string | undefined): void {
    const entries = this.files.list(folder);
    if (!entries.ok) return;
    for (const { name } of entries.value) {
      const matched = matchName(first, name);
      if (!matched.ok) this.bad = true;
      if (this.bad) return;
      if (!matched.ok || !matched.value) continue;
      if (rest === undefined) this.found.push(joinPath(folder, name));
      else this.search(joinPath(folder, name), rest);
    }
  }

  /** Tries a pattern that starts with `**` in every folder below. */
  descend(folder: string, pattern: string): void {
    const entries = this.files.list(folder);
    if (!entries.ok) return;
    const all = indexUnescaped(pattern, '/') < 0;
    for (const entry of entries.value) {
      const path = joinPath(folder, entry.name);
      const target = entry.kind === 'link' ? this.files.status(path) : ok(entry);
      if (!target.ok) continue;
      if (all) this.found.push(path);
      if (target.value.kind === 'directory') this.search(path, pattern);
      if (this.bad) return;
    }
  }
}

/** Paths that match a pattern with `*`, `?`, `[...]`, `{a,b}` and `**`, in no particular order. */
export function glob(pattern: string, files: FunctionFiles): Result<readonly string[], string> {
  const search = new Search(files);
  if (pattern.startsWith('/')) search.search('/', pattern.slice(1));
  else search.search('.', pattern);
  return search.bad ? failed('syntax error in pattern') : ok(search.found);
}
