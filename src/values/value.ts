import type { BigFloat } from './big-float.ts';
import type { Type } from './type.ts';

/** What rides on a value through every operation and function. */
export type Mark = 'sensitive';

/** What is known about a value that is not known yet (template-language 3.10). */
export interface Refinements {
  readonly notNull?: boolean;
  readonly numberMin?: { readonly value: BigFloat; readonly inclusive: boolean };
  readonly numberMax?: { readonly value: BigFloat; readonly inclusive: boolean };
  readonly stringPrefix?: string;
  readonly lengthMin?: number;
  readonly lengthMax?: number;
}

/** Stands in for a value that is not available yet. */
export class Unknown {
  readonly refinements: Refinements;
  constructor(refinements: Refinements = {}) {
    this.refinements = refinements;
  }
}

/** What a capsule holds; only the function that made it looks inside. */
export class Capsule {
  readonly held: unknown;
  constructor(held: unknown) {
    this.held = held;
  }
}

/**
 * What a value holds, by its type: string → text in NFC, number → BigFloat, bool → boolean,
 * list and tuple → elements, set → distinct elements in iteration order (template-language 3.8),
 * map and object → entries with keys in UTF-8 byte order. Any type: null or Unknown.
 */
export type Content =
  | null
  | Unknown
  | string
  | boolean
  | BigFloat
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | Capsule;

/** An immutable value of the language. Make one with the constructors of the face, not with `new`. */
export class Value {
  readonly type: Type;
  readonly content: Content;
  readonly marks: ReadonlySet<Mark>;
  constructor(type: Type, content: Content, marks: ReadonlySet<Mark>) {
    this.type = type;
    this.content = content;
    this.marks = marks;
  }
}
