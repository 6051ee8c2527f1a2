import {
  asElements,
  asEntries,
  convert,
  isKnown,
  isNull,
  list,
  map,
  object,
  set,
  tuple,
  type Type,
  unify,
  unmark,
  type Value,
  withMarks,
} from '../values/index.ts';

/** What fills in for missing or null optional attributes, at any depth of a type. */
export interface TypeDefaults {
  readonly type: Type;
  /** By attribute name. */
  readonly values: ReadonlyMap<string, Value>;
  /** By attribute name, by position in tuples, under the empty name for elements of collections. */
  readonly children: ReadonlyMap<string, TypeDefaults>;
}

/** The value with defaults filled in; to be converted to the type afterwards (template-language 3.11). */
export function applyDefaults(defaults: TypeDefaults | undefined, value: Value): Value {
  if (defaults === undefined || isNull(value) || !isKnown(value)) return value;
  const { value: bare, marks } = unmark(value);
  return withMarks(applied(defaults, bare), marks);
}

function applied(defaults: TypeDefaults, value: Value): Value {
  const { type } = value;
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'tuple': {
      const elements = asElements(value).map((element, index) =>
        applyDefaults(childOf(defaults, `${index}`), element),
      );
      return type.kind === 'tuple' ? tuple(elements) : sequence(type.kind, type.element, elements);
    }
    case 'map':
    case 'object': {
      const entries = filledEntries(defaults, asEntries(value));
      return type.kind === 'object' ? object(entries) : mapping(type.element, entries);
    }
    default:
      return value;
  }
}

function childOf({ type, children }: TypeDefaults, key: string): TypeDefaults | undefined {
  const structural = type.kind === 'object' || type.kind === 'tuple';
  return children.get(structural ? key : '');
}

function filledEntries(
  defaults: TypeDefaults,
  entries: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const filled = new Map<string, Value>();
  for (const [name, value] of entries)
    filled.set(name, applyDefaults(childOf(defaults, name), value));
  for (const [name, fallback] of defaults.values) {
    const given = filled.get(name);
    if (given === undefined || isNull(given))
      filled.set(name, applyDefaults(defaults.children.get(name), fallback));
  }
  return filled;
}

/** All converted to their common type, if they have one. */
function unified(values: readonly Value[]): readonly Value[] | undefined {
  const type = unify(values.map((value) => value.type));
  if (type === undefined) return undefined;
  const converted: Value[] = [];
  for (const value of values) {
    const result = convert(value, type);
    if (!result.ok) return undefined;
    converted.push(result.value);
  }
  return converted;
}

function sequence(kind: 'list' | 'set', element: Type, values: readonly Value[]): Value {
  const make = kind === 'list' ? list : set;
  if (values.length === 0) return make(element, []);
  const alike = unified(values);
  return alike?.[0] === undefined ? tuple(values) : make(alike[0].type, alike);
}

function mapping(element: Type, entries: ReadonlyMap<string, Value>): Value {
  if (entries.size === 0) return map(element, []);
  const alike = unified([...entries.values()]);
  if (alike?.[0] === undefined) return object(entries);
  return map(
    alike[0].type,
    [...entries.keys()].map((name, at) => [name, alike[at] ?? fail()] as const),
  );
}

function fail(): never {
  throw new Error('one value per name');
}
