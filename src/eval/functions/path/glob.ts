import { failed, ok, type Result } from '../../../base/index.ts';
import type { FunctionFileEntry, FunctionFiles } from '../ports.ts';
import { joinPath } from './clean.ts';
import { indexUnescaped, matchName, splitAlternatives } from './match-name.ts';

/** Walks folders and collects the paths that match. */
class Search {
  readonly files: FunctionFiles;
  readonly found: string[] = [];
  constructor(files: FunctionFiles) {
    this.files = files;
  }

  /**
   * Looks below a folder. False if the pattern has a mistake; as observed, one that shows only in an
   * earlier folder does not count.
   */
  search(start: string, wanted: string): boolean {
    const special = indexUnescaped(wanted, '*?[{\\');
    const fixed = (special < 0 ? wanted : wanted.slice(0, special)).lastIndexOf('/');
    const folder = fixed > 0 ? joinPath(start, wanted.slice(0, fixed)) : start;
    const pattern = fixed > 0 ? wanted.slice(fixed + 1) : wanted;
    const status = this.files.status(folder);
    if (!status.ok) return true;
    if (pattern === '') {
      this.found.push(folder);
      return true;
    }
    const entries = status.value.kind === 'directory' ? this.files.list(folder) : undefined;
    if (!entries?.ok) return true;
    const sorted = [...entries.value].sort((a, b) => (a.name < b.name ? -1 : 1));
    const slash = indexUnescaped(pattern, '/');
    if (pattern === '**') return this.descend(folder, pattern, sorted);
    if (slash < 0 || pattern.slice(0, slash) !== '**') return this.step(folder, pattern, sorted);
    const below = this.descend(folder, pattern, sorted);
    return sorted.length === 0 ? below : this.step(folder, pattern.slice(slash + 1), sorted);
  }

  /** Matches the names in one folder and goes on in the ones that fit. */
  step(folder: string, pattern: string, entries: readonly FunctionFileEntry[]): boolean {
    let fine = true;
    for (const { name } of entries) {
      const rests = matchName(pattern, name);
      fine = rests.ok;
      if (!rests.ok) return false;
      if (rests.value?.length === 0) this.found.push(joinPath(folder, name));
      for (const rest of rests.value ?? []) fine = this.search(joinPath(folder, name), rest);
    }
    return fine;
  }

  /** Tries a pattern that starts with `**` in every folder below. */
  descend(folder: string, pattern: string, entries: readonly FunctionFileEntry[]): boolean {
    let fine = true;
    for (const entry of entries) {
      const path = joinPath(folder, entry.name);
      const target = entry.kind === 'link' ? this.files.status(path) : ok(entry);
      if (!target.ok) continue;
      if (pattern === '**') this.found.push(path);
      if (target.value.kind === 'directory') fine = this.search(path, pattern);
    }
    return fine;
  }
}

/** Paths that match a pattern with `*`, `?`, `[...]`, `{a,b}` and `**`, in no particular order. */
export function glob(pattern: string, files: FunctionFiles): Result<readonly string[], string> {
  const mistake = failed('syntax error in pattern');
  if (pattern.startsWith('{')) {
    const split = splitAlternatives(pattern.slice(1));
    if (split === undefined) return mistake;
    const found: string[] = [];
    for (const option of split.options) {
      const matches = glob(option + split.rest, files);
      if (!matches.ok) return matches;
      found.push(...matches.value);
    }
    return ok(found);
  }
  if (pattern === '') return ok([]);
  const search = new Search(files);
  const rooted = pattern.startsWith('/') || pattern.startsWith('\\');
  const fine = rooted ? search.search('/', pattern.slice(1)) : search.search('.', pattern);
  return fine ? ok(search.found) : mistake;
}
