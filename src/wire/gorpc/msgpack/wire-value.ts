import type { Data } from '../../../components/index.ts';

/** A whole number that Go declares as unsigned: it is written with the unsigned forms. */
export class Unsigned {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A Go struct: field names in declaration order. */
export interface WireStruct {
  readonly [field: string]: WireValue;
}

/**
 * What one message can hold. `bigint` is a signed Go integer, `number` a float64, a string is text
 * and a Uint8Array bytes; a plain object is a struct, a Map a Go map (plugin-protocol 3.3).
 */
export type WireValue = Data | Unsigned | readonly WireValue[] | WireStruct;

/**
 * A Go map whose keys are not all text. The text forms are the keys; `original` remembers what they
 * were, so that a map that only passes through leaves as it came (plugin-protocol 3.4).
 */
export class GoMap extends Map<string, Data> {
  readonly original = new Map<string, Data>();
}
