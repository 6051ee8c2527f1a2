import { failed, ok, type Result } from '../../base/index.ts';
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  kindName,
} from '../json/json-value.ts';
import { decodeErrors } from '../multi-error.ts';

/** An object that fixers may change. */
export type Fixable = Map<string, JsonValue>;

/** The parts of a template that fixers work on; all objects in it are copies. */
export interface FixTarget {
  readonly root: Fixable;
  readonly builders: readonly Fixable[];
  readonly provisioners: readonly Fixable[];
  /** At the top level and inside chains. */
  readonly postProcessors: readonly Fixable[];
}

/** Takes a template apart for the fixers; the failure is what the first of them would say. */
export function fixTarget(template: JsonObject): Result<FixTarget, string> {
  const root: Fixable = new Map(template);
  const builders = takeList(root, 'builders', 'Builders');
  if (!builders.ok) return builders;
  const odd = builders.value.flatMap((builder, index) =>
    builder === null || isObject(builder)
      ? []
      : [`'Builders[${index}]' expected a map, got '${kindName(builder)}'`],
  );
  if (odd.length > 0) return failed(decodeErrors(odd));
  const postProcessors = takeList(root, 'post-processors', 'post-processors');
  if (!postProcessors.ok) return postProcessors;
  const provisioners = takeWeakList(root, 'provisioners');
  return ok({
    root,
    builders: builders.value.filter(isFixable),
    provisioners: provisioners.filter(isFixable),
    postProcessors: postProcessors.value
      .flatMap((link) => (isArray(link) ? link : [link]))
      .filter(isFixable),
  });
}

/** Replaces a list of the root by a copy and returns that. */
function takeList(root: Fixable, key: string, field: string): Result<readonly JsonValue[], string> {
  const value = root.get(key);
  if (value === undefined || value === null) {
    if (key === 'builders') root.set(key, null);
    return ok([]);
  }
  if (!isArray(value)) {
    return failed(
      decodeErrors([`'${field}': source data must be an array or slice, got ${kindName(value)}`]),
    );
  }
  const copied = value.map(copy);
  root.set(key, copied);
  return ok(copied);
}

/** Like a list is taken; anything else becomes its only element. */
function takeWeakList(root: Fixable, key: string): readonly JsonValue[] {
  const value = root.get(key) ?? null;
  if (value === null || (isObject(value) && value.size === 0)) return [];
  const copied = (isArray(value) ? value : [value]).map(copy);
  root.set(key, copied);
  return copied;
}

/** A deep copy, so that fixers change nothing of what was read. */
function copy(value: JsonValue): JsonValue {
  if (isObject(value)) return new Map([...value].map(([key, inner]) => [key, copy(inner)]));
  return isArray(value) ? value.map(copy) : value;
}

/** True for objects, which all are copies here. */
export function isFixable(value: JsonValue | undefined): value is Fixable {
  return value instanceof Map;
}
