import { childrenOf, type PathStep } from './children.ts';
import { type Mark, Value } from './value.ts';

/** The marks of most values. */
export const noMarks: ReadonlySet<Mark> = new Set();

/** The marks of both; those of one as they are where the other has none. */
export function joinedMarks(one: ReadonlySet<Mark>, other: ReadonlySet<Mark>): ReadonlySet<Mark> {
  if (other.size === 0) return one;
  return one.size === 0 ? other : new Set([...one, ...other]);
}

/** The value with one more mark on it. */
export function mark(value: Value, added: Mark): Value {
  return value.marks.has(added) ? value : withMarks(value, new Set([added]));
}

/** The value with these marks added; the value itself if it has them all. */
export function withMarks(value: Value, added: ReadonlySet<Mark>): Value {
  if (added.size === 0) return value;
  let marks: Set<Mark> | undefined;
  for (const each of added) {
    if (value.marks.has(each)) continue;
    marks ??= new Set(value.marks);
    marks.add(each);
  }
  return marks === undefined ? value : new Value(value.type, value.content, marks);
}

/** The value with all marks of the other values added, theirs only, not those of their parts. */
export function withMarksOf(value: Value, ...others: readonly Value[]): Value {
  let result = value;
  for (let index = 0; index < others.length; index += 1) {
    const { marks } = others[index]!;
    if (marks.size > 0) result = withMarks(result, marks);
  }
  return result;
}

/** A value and the marks taken from it. */
export interface Unmarked {
  readonly value: Value;
  readonly marks: ReadonlySet<Mark>;
}

/** Takes the marks off the value itself; parts keep theirs. */
export function unmark(value: Value): Unmarked {
  if (value.marks.size === 0) return { value, marks: noMarks };
  return { value: new Value(value.type, value.content, noMarks), marks: value.marks };
}

/** Where marks were, as steps from the outermost value. */
export interface MarkedPath {
  readonly path: readonly PathStep[];
  readonly marks: ReadonlySet<Mark>;
}

/** A value without any marks, all marks it had, and where they were. */
export interface DeeplyUnmarked extends Unmarked {
  readonly paths: readonly MarkedPath[];
}

const noPaths: readonly MarkedPath[] = [];

/** Takes the marks off the value and all its parts. */
export function unmarkDeep(value: Value): DeeplyUnmarked {
  if (!hasAnyMarkDeep(value)) return { value, marks: noMarks, paths: noPaths };
  const paths: MarkedPath[] = [];
  const bare = strip(value, [], paths);
  const marks = new Set<Mark>();
  for (const found of paths) for (const each of found.marks) marks.add(each);
  return { value: bare, marks, paths };
}

function strip(value: Value, path: readonly PathStep[], paths: MarkedPath[]): Value {
  if (value.marks.size > 0) paths.push({ path, marks: value.marks });
  return mapParts(unmark(value).value, (part, step) => strip(part, [...path, step], paths));
}

/** Puts marks back where `unmarkDeep` found them; places that no longer exist are skipped. */
export function remark(value: Value, paths: readonly MarkedPath[]): Value {
  let result = value;
  for (const { path, marks } of paths) result = markAt(result, path, marks);
  return result;
}

function markAt(value: Value, path: readonly PathStep[], marks: ReadonlySet<Mark>): Value {
  const [first, ...rest] = path;
  if (first === undefined || value.type.kind === 'set') return withMarks(value, marks);
  return mapParts(value, (part, step) => (step === first ? markAt(part, rest, marks) : part));
}

/** Adds the marks to every part as well, so that taking the value apart does not lose them. */
export function markDeep(value: Value, added: Mark): Value {
  return mapParts(mark(value, added), (part) => markDeep(part, added));
}

/** Rebuilds a value from changed parts, which keep their types. Sets stay as they are. */
function mapParts(value: Value, change: (part: Value, step: PathStep) => Value): Value {
  const { content, type, marks } = value;
  if (Array.isArray(content) && type.kind !== 'set') {
    return new Value(
      type,
      content.map((part: Value, index) => change(part, index)),
      marks,
    );
  }
  if (content instanceof Map) {
    const parts = new Map<string, Value>();
    for (const [name, part] of content) parts.set(name, change(part, name));
    return new Value(type, parts, marks);
  }
  return value;
}

/** True if the value itself has the mark. */
export function hasMark(value: Value, wanted: Mark): boolean {
  return value.marks.has(wanted);
}

/** True if the value or a part of it has the mark. */
export function hasMarkDeep(value: Value, wanted: Mark): boolean {
  if (value.marks.has(wanted)) return true;
  for (const part of childrenOf(value)) if (hasMarkDeep(part, wanted)) return true;
  return false;
}

function hasAnyMarkDeep(value: Value): boolean {
  if (value.marks.size > 0) return true;
  const { content } = value;
  // Most values have no parts, and to go through nothing takes time, too.
  if (!Array.isArray(content) && !(content instanceof Map)) return false;
  for (const part of childrenOf(value)) if (hasAnyMarkDeep(part)) return true;
  return false;
}

/** All marks of the value and its parts. */
export function marksDeep(value: Value): ReadonlySet<Mark> {
  return unmarkDeep(value).marks;
}
