import { compareText, goJson } from '../../sdk/index.ts';

/** JSON whose objects keep the order in which they were made. */
export type Json = string | readonly Json[] | JsonObject;

/** An object of JSON; a Map, because plain objects put keys that are numbers first. */
export type JsonObject = ReadonlyMap<string, Json>;

/** Makes an object of its members. */
export function object(...members: readonly (readonly [string, Json])[]): JsonObject {
  return new Map(members);
}

/** The object with its keys in the order of their bytes, as Go writes its maps. */
export function sortedByKey<T extends Json>(
  entries: Iterable<readonly [string, T]>,
): ReadonlyMap<string, T> {
  return new Map([...entries].sort(([a], [b]) => compareText(a, b)));
}

function quoted(text: string): string {
  return goJson(JSON.stringify(text));
}

/** Where lines begin, and how much deeper each level is; both empty for JSON in one line. */
interface Layout {
  readonly line: string;
  readonly step: string;
}

function write(value: Json, { line, step }: Layout): string {
  if (typeof value === 'string') return quoted(value);
  const inner = line + step;
  const separator = step === '' ? ':' : ': ';
  const isObject = 'get' in value;
  const parts = isObject
    ? [...value].map(
        ([key, member]) => quoted(key) + separator + write(member, { line: inner, step }),
      )
    : value.map((each) => write(each, { line: inner, step }));
  const [open, close] = isObject ? '{}' : '[]';
  if (parts.length === 0) return `${open}${close}`;
  return `${open}${inner}${parts.join(`,${inner}`)}${line}${close}`;
}

/** JSON in one line, as Go writes it. */
export function compactJson(value: Json): string {
  return write(value, { line: '', step: '' });
}

/** JSON with two spaces per level, as Go writes it; no final newline. */
export function indentedJson(value: Json): string {
  return write(value, { line: '\n', step: '  ' });
}
