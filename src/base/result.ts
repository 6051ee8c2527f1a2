/** Either a value or the reason why there is none; for expected trouble that is not a user diagnostic. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A result that worked. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A result that did not work, with the reason. */
export function failed<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
