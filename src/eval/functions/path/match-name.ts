import { failed, ok, type Result } from '../../../base/index.ts';

/** A pattern that cannot be read. */
const bad = failed('syntax error in pattern');

/**
 * What a name leaves of a pattern, one text per way it fits, for what lies below it; none if the whole
 * pattern is used up. Undefined if the name does not fit.
 */
export type Rests = readonly string[] | undefined;
type Matched = Result<Rests, string>;

const misfit: Matched = ok(undefined);
const complete: Matched = ok([]);

/** Does the character belong to the class, written without its brackets? */
function inClass(members: readonly string[], character: string): Result<boolean, string> {
  if (members.length === 0) return bad;
  const negated = members[0] === '^';
  let at = negated ? 1 : 0;
  const next = (): string | undefined => {
    const member = members[at++];
    return member === '\\' ? members[at++] : member;
  };
  let found = false;
  while (at < members.length) {
    if (members[at] === '-') return bad;
    const low = next();
    let high = low;
    if (members[at] === '-') {
      at++;
      if (members[at] === '-') return bad;
      high = next();
    }
    if (low === undefined || high === undefined) return bad;
    if (low <= character && character <= high) found = true;
  }
  return ok(found !== negated);
}

/** The alternatives of `{a,b}` and what follows it; undefined if it does not end. */
export function splitAlternatives(
  afterBrace: string,
): { readonly options: readonly string[]; readonly rest: string } | undefined {
  const options: string[] = [];
  let depth = 1;
  let start = 0;
  for (let at = 0; at < afterBrace.length; at++) {
    const character = afterBrace[at];
    if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) {
      options.push(afterBrace.slice(start, at));
      return { options, rest: afterBrace.slice(at + 1) };
    } else if (character === ',' && depth === 1) {
      options.push(afterBrace.slice(start, at));
      start = at + 1;
    }
  }
  return undefined;
}

/** Where one of the characters stands without a backslash before it; -1 if nowhere. */
export function indexUnescaped(pattern: string, wanted: string): number {
  for (let at = 0; at < pattern.length; at++)
    if (wanted.includes(pattern[at]!) && pattern[at - 1] !== '\\') return at;
  return -1;
}

/** Can the pattern fit nothing at all? */
function fitsNothing(pattern: string): Result<boolean, string> {
  if (pattern === '' || pattern === '*' || pattern === '**') return ok(true);
  if (!pattern.startsWith('{')) return ok(false);
  const split = splitAlternatives(pattern.slice(1));
  if (split === undefined) return bad;
  const rest = fitsNothing(split.rest);
  if (!rest.ok || !rest.value) return rest;
  for (const option of split.options) {
    const fits = fitsNothing(option);
    if (!fits.ok || fits.value) return fits;
  }
  return ok(false);
}

function matchStar(pattern: string, name: string): Matched {
  if (pattern === '') return complete;
  if (pattern.startsWith('/')) return ok([pattern.slice(1)]);
  for (let rest = name; rest !== ''; rest = rest.slice(firstOf(rest).length)) {
    const matched = matchName(pattern, rest);
    if (!matched.ok || matched.value !== undefined) return matched;
  }
  return misfit;
}

function matchAlternatives(afterBrace: string, name: string): Matched {
  const split = splitAlternatives(afterBrace);
  if (split === undefined) return bad;
  const rests: string[] = [];
  let any = false;
  for (const option of split.options) {
    const matched = matchName(option + split.rest, name);
    if (!matched.ok) return matched;
    any ||= matched.value !== undefined;
    rests.push(...(matched.value ?? []));
  }
  return any ? ok(rests) : misfit;
}

const firstOf = (text: string): string => {
  const codePoint = text.codePointAt(0);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
};

/** What is left when the name is used up. */
function matchEnd(pattern: string): Matched {
  if (pattern === '') return complete;
  const slash = indexUnescaped(pattern, '/');
  const zero = fitsNothing(slash < 0 ? pattern : pattern.slice(0, slash));
  if (!zero.ok) return zero;
  if (!zero.value) return misfit;
  return slash < 0 ? complete : ok([pattern.slice(slash + 1)]);
}

/** One character of the pattern against one of the name: what is left of the pattern; undefined if they differ. */
function matchCharacter(pattern: string, character: string): Result<string | undefined, string> {
  const first = firstOf(pattern);
  if (first === '[') {
    const end = indexUnescaped(pattern.slice(1), ']');
    if (end < 0) return bad;
    const member = inClass(Array.from(pattern.slice(1, end + 1)), character);
    if (!member.ok) return member;
    return ok(member.value ? pattern.slice(end + 2) : undefined);
  }
  if (first === '\\') {
    const escaped = firstOf(pattern.slice(1));
    if (escaped === '') return bad;
    return ok(escaped === character ? pattern.slice(1 + escaped.length) : undefined);
  }
  return ok(first === '?' || first === character ? pattern.slice(first.length) : undefined);
}

/** Matches one name with the beginning of a pattern. A mistake in the pattern shows when it is reached. */
export function matchName(pattern: string, name: string): Matched {
  let restOfPattern = pattern;
  let restOfName = name;
  while (restOfPattern !== '' && restOfName !== '') {
    if (restOfPattern.startsWith('/')) return misfit;
    if (restOfPattern.startsWith('*')) return matchStar(restOfPattern.slice(1), restOfName);
    if (restOfPattern.startsWith('{')) return matchAlternatives(restOfPattern.slice(1), restOfName);
    const character = firstOf(restOfName);
    const left = matchCharacter(restOfPattern, character);
    if (!left.ok) return left;
    if (left.value === undefined) return misfit;
    restOfPattern = left.value;
    restOfName = restOfName.slice(character.length);
  }
  return restOfName === '' ? matchEnd(restOfPattern) : misfit;
}
