import { failed, ok, type Result } from '../../../base/index.ts';

/** A pattern that cannot be read. */
const bad = failed('syntax error in pattern');
type Matched = Result<boolean, string>;

/** Does the character belong to the class, written without its brackets? */
function inClass(members: readonly string[], character: string): Matched {
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

/** The alternatives of `{a,b}` and where it ends; undefined if it does not. */
function alternatives(pattern: readonly string[], open: number) {
  const options: string[][] = [[]];
  let depth = 0;
  for (let at = open + 1; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '}' && depth === 0) return { options, end: at };
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (character === ',' && depth === 0) {
      options.push([]);
      continue;
    }
    options.at(-1)!.push(character);
    if (character === '\\' && at + 1 < pattern.length) options.at(-1)!.push(pattern[++at]!);
  }
  return undefined;
}

function classEnd(pattern: readonly string[], open: number): number {
  for (let at = open + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === ']') return at;
  }
  return -1;
}

function matchStar(pattern: readonly string[], name: readonly string[]): Matched {
  if (pattern.length === 0) return ok(true);
  for (let at = 0; at < name.length; at++) {
    const matched = match(pattern, name.slice(at));
    if (matched.ok && matched.value) return matched;
  }
  return ok(false);
}

function matchAlternatives(
  pattern: readonly string[],
  open: number,
  name: readonly string[],
): Matched {
  const found = alternatives(pattern, open);
  if (found === undefined) return bad;
  const rest = pattern.slice(found.end + 1);
  for (const option of found.options) {
    const matched = match([...option, ...rest], name);
    if (!matched.ok || matched.value) return matched;
  }
  return ok(false);
}

function match(pattern: readonly string[], name: readonly string[]): Matched {
  let at = 0;
  let position = 0;
  while (at < pattern.length && position < name.length) {
    const character = name[position]!;
    switch (pattern[at]) {
      case '*':
        return matchStar(pattern.slice(at + 1), name.slice(position));
      case '{':
        return matchAlternatives(pattern, at, name.slice(position));
      case '[': {
        const end = classEnd(pattern, at);
        if (end < 0) return bad;
        const member = inClass(pattern.slice(at + 1, end), character);
        if (!member.ok || !member.value) return member;
        at = end;
        break;
      }
      case '?':
        break;
      case '\\':
        at++;
        if (at >= pattern.length) return bad;
        if (pattern[at] !== character) return ok(false);
        break;
      default:
        if (pattern[at] !== character) return ok(false);
    }
    at++;
    position++;
  }
  const left = pattern.slice(at).join('');
  return ok(position >= name.length && (left === '' || left === '*' || left === '**'));
}

/** Does one name match one element of a pattern? A mistake in the pattern shows when it is reached. */
export function matchName(pattern: string, name: string): Matched {
  return match(Array.from(pattern), Array.from(name));
}
