import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { type Duration, parseDuration } from '../../base/index.ts';
import { quote } from '../../values/index.ts';

/**
 * What zod cannot say about an option. Kept in the definition of the schema, because that survives
 * the copies zod makes (`describe`, `check`).
 */
export interface OptionMarks {
  readonly block?: boolean;
  readonly kind?: 'duration' | 'tri-state';
  readonly sensitive?: boolean;
}

interface Markable {
  readonly _zod: { readonly def: object };
}

/** The name under which marks are kept in a zod definition. */
const key = 'tspacker';

/** A copy with marks: schemas may be shared between options. Getters of the definition stay getters. */
function mark<S extends $ZodType>(schema: S, marks: OptionMarks): S {
  const def: S['_zod']['def'] = Object.create(
    Object.getPrototypeOf(schema._zod.def),
    Object.getOwnPropertyDescriptors(schema._zod.def),
  );
  Reflect.set(def, key, { ...marksOf(schema), ...marks });
  return z.clone(schema, def, { parent: true });
}

/** What was said about this very schema; wrappers such as `optional` are not looked into. */
export function marksOf(schema: Markable): OptionMarks {
  const found: unknown = Reflect.get(schema._zod.def, key);
  return typeof found === 'object' && found !== null ? found : {};
}

/**
 * Marks an object as a nested block of the template language: `block(z.object({...})).optional()`
 * is at most one block, `z.array(block(z.object({...})))` any number.
 */
export function block<S extends $ZodType>(schema: S): S {
  return mark(schema, { block: true });
}

/** Marks an option whose value must not be shown. */
export function sensitive<S extends $ZodType>(schema: S): S {
  return mark(schema, { sensitive: true });
}

/** An option in Go's duration syntax, such as `1m30s`; absent: `initial`, or zero. */
export function duration(initial: Duration = 0n) {
  const text = mark(z.string(), { kind: 'duration' });
  const parsed = z.transform((value: string, context): Duration => {
    const result = parseDuration(value, quote);
    if (result.ok) return result.value;
    context.issues.push({ code: 'custom', message: result.error, input: value });
    return z.NEVER;
  });
  return z._default(z.pipe(text, parsed), initial);
}

/** An option that is true, false or not said; the empty string is not said. */
export function triState() {
  return mark(z.optional(z.boolean()), { kind: 'tri-state' });
}
