import type { Case } from './cases.ts';

/** How well one mode is answered. */
export interface Score {
  cases: number;
  exact: number;
  fields: number;
  right: number;
  /** Cases that are accepted where they should be refused, or the other way round. */
  readonly verdicts: string[];
  /** Wrong fields, for reading: case, path, expected, answered. */
  readonly wrong: string[];
}

/** A score of nothing yet. */
export function emptyScore(): Score {
  return { cases: 0, exact: 0, fields: 0, right: 0, verdicts: [], wrong: [] };
}

/** Fields that only evaluation can answer. */
export type Unanswerable = (path: string) => boolean;

/** Compares the answer to a case with what it expects, field by field. */
export function judge(score: Score, of: Case, answer: unknown, unanswerable: Unanswerable): void {
  const { unstable = [], ...expected } = of.expect;
  const wanted = leaves(tolerant(expected, unstable), unanswerable);
  const given = leaves(tolerant(withNames(answer, expected), unstable), unanswerable);
  if (unstable.length > 0) given.delete('.rendered');
  let isExact = true;
  for (const path of new Set([...wanted.keys(), ...given.keys()])) {
    score.fields += 1;
    if (wanted.get(path) === given.get(path)) score.right += 1;
    else {
      isExact = false;
      score.wrong.push(`${of.id} ${path}\n  want ${wanted.get(path)}\n   got ${given.get(path)}`);
    }
  }
  score.cases += 1;
  if (isExact) score.exact += 1;
  if (isAccepted(wanted) !== isAccepted(given)) score.verdicts.push(of.id);
}

const isAccepted = (fields: ReadonlyMap<string, unknown>) =>
  ![...fields.keys()].some((path) => /diagnostics\.|convert_error$/.test(path)) &&
  fields.get('.valid') !== 'false';

/** Every scalar by its path; empty lists and objects are one as well. */
function leaves(whole: unknown, unanswerable: Unanswerable): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (unanswerable(path)) return;
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (entries.length === 0) found.set(path, JSON.stringify(value));
    for (const [key, inner] of entries) walk(inner, `${path}.${key}`);
  };
  walk(whole, '');
  return found;
}

/** Makes what the original does not repeat equal: the order of diagnostics. */
function tolerant(value: unknown, unstable: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => tolerant(item, unstable));
    const isList = items.every((item) => typeof item === 'object' && item && 'summary' in item);
    if (!isList || !unstable.includes('order')) return items;
    return items.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, tolerant(inner, unstable)]),
  );
}

function placeOf(diagnostic: unknown): string {
  const text = JSON.stringify(diagnostic);
  const byte = /"subject":"[0-9]+:[0-9]+:([0-9]+)-/.exec(text)?.[1] ?? '';
  return byte.padStart(12, '0') + text;
}

/** Writes `<NAME>` in suggestions of the answer where the expectation does. */
function withNames(answer: unknown, expected: unknown): unknown {
  if (typeof answer === 'string' && typeof expected === 'string') {
    if (!expected.includes('<NAME>')) return answer;
    return answer.replace(/Did you mean "[^"]*"/, 'Did you mean "<NAME>"');
  }
  if (Array.isArray(answer)) {
    return answer.map((item, index) =>
      withNames(item, Array.isArray(expected) ? expected[index] : undefined),
    );
  }
  if (typeof answer !== 'object' || answer === null) return answer;
  const inner = new Map(Object.entries(expected ?? {}));
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]) => [key, withNames(value, inner.get(key))]),
  );
}
