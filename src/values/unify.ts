import { typeEquals } from './type-equality.ts';
import type { Type } from './type.ts';

/** The one type that all the types convert to, unsafe conversions allowed (template-language 3.7); undefined if there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first, ...rest] = types;
  return first && rest.every((type) => typeEquals(type, first)) ? first : undefined;
}
