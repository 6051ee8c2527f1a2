import { RE2JS, RE2JSSyntaxException } from 're2js';
import { failed, ok, type Result } from '../../../base/index.ts';
import { renameGroups } from './group-names.ts';

/** Why a pattern is none: what is wrong, and the part of the pattern that is meant. */
export interface PatternError {
  readonly code: string;
  readonly part: string;
}

/** One match: the whole text and the groups; undefined for groups that took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled pattern with the matching rules of RE2 (template-language 4.9). */
export class RegularExpression {
  readonly compiled: RE2JS;
  /** By group, from the first; `''` for groups without a name. */
  readonly names: readonly string[];

  constructor(compiled: RE2JS, names: readonly string[]) {
    this.compiled = compiled;
    this.names = names;
  }

  /** The first match that starts at the position or later; what precedes it is seen by `^` and `\b`. */
  find(text: string, from: number): Match | undefined {
    const matcher = this.compiled.matcher(text);
    if (!matcher.find(from)) return undefined;
    const groups = this.names.map((_, index) => matcher.group(index + 1) ?? undefined);
    return { start: matcher.start(), end: matcher.end(), groups };
  }

  /** All matches that do not overlap; an empty one right after another does not count. */
  findAll(text: string): readonly Match[] {
    const matches: Match[] = [];
    let lastEnd = -1;
    for (let at = 0; at <= text.length; ) {
      const match = this.find(text, at);
      if (match === undefined) break;
      const empty = match.end === at;
      if (!empty || match.start !== lastEnd) matches.push(match);
      at = empty ? at + step(text, at) : match.end;
      lastEnd = match.end;
    }
    return matches;
  }

  /** Replaces all matches by a template in which `$1`, `${1}` and `$name` stand for groups. */
  replaceAll(text: string, template: string): string {
    let result = '';
    let lastEnd = 0;
    for (let at = 0; at <= text.length; ) {
      const match = this.find(text, at);
      if (match === undefined) break;
      result += text.slice(lastEnd, match.start);
      if (match.end > lastEnd || match.start === 0) result += this.expand(template, match, text);
      lastEnd = match.end;
      at = Math.max(at + step(text, at), match.end);
    }
    return result + text.slice(lastEnd);
  }

  expand(template: string, match: Match, text: string): string {
    const references = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
    return template.replace(references, (written, braced?: string, bare?: string) => {
      const name = braced ?? bare;
      if (name === undefined) return written === '$$' ? '$' : written;
      if (name === '0') return text.slice(match.start, match.end);
      if (/^[1-9][0-9]{0,7}$/.test(name)) return match.groups[Number(name) - 1] ?? '';
      const named = match.groups.find(
        (group, index) => group !== undefined && this.names[index] === name,
      );
      return named ?? '';
    });
  }
}

function step(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function namesOf(compiled: RE2JS): string[] {
  const names: string[] = new Array<string>(compiled.groupCount()).fill('');
  for (const [name, index] of Object.entries(compiled.namedGroups())) names[index - 1] = name;
  return names;
}

/** Patterns that are remembered; far more than a template has. */
const mostPatterns = 100;

/** Compiles patterns, each once: a call in a loop has the same one every time. */
export class Patterns {
  readonly #compiled = new Map<string, Result<RegularExpression, PatternError>>();

  /** The pattern, compiled; the error has Go's words. */
  compile(pattern: string): Result<RegularExpression, PatternError> {
    const known = this.#compiled.get(pattern);
    if (known !== undefined) return known;
    if (this.#compiled.size === mostPatterns) this.#compiled.clear();
    const compiled = compilePattern(pattern);
    this.#compiled.set(pattern, compiled);
    return compiled;
  }
}

function compilePattern(pattern: string): Result<RegularExpression, PatternError> {
  try {
    const compiled = RE2JS.compile(pattern);
    return ok(new RegularExpression(compiled, namesOf(compiled)));
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) {
      return failed({ code: 'expression too large', part: pattern });
    }
    const part = error.input ?? '';
    // As observed: a group that ends before its name is taken for flags.
    if (part === '(?P<' || part === '(?<')
      return failed({ code: 'invalid or unsupported Perl syntax', part: part.slice(0, 3) });
    if (error.error !== 'duplicate capture group name') return failed({ code: error.error, part });
  }
  const renamed = renameGroups(pattern);
  const unique = compilePattern(renamed.pattern);
  if (!unique.ok) return unique;
  const names = unique.value.names.map((name) =>
    /^g\d+$/.test(name) ? (renamed.names[Number(name.slice(1)) - 1] ?? '') : '',
  );
  return ok(new RegularExpression(unique.value.compiled, names));
}
