import type { Literal } from '../syntax/index.ts';
import {
  BigFloat,
  bool,
  dynamicNull,
  dynamicUnknown,
  number,
  string,
  type Value,
} from '../values/index.ts';

/** What a constant is worth. */
export function literalValue(literal: Literal): Value {
  switch (literal.type) {
    case 'string':
      return string(literal.value);
    case 'bool':
      return bool(literal.value);
    case 'null':
      return dynamicNull;
    case 'number': {
      const parsed = BigFloat.parse(literal.text);
      return parsed === undefined ? dynamicUnknown : number(parsed);
    }
  }
}
