import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/eval/index.ts';
import { parseExpression } from '../../../src/syntax/index.ts';
import {
  asString,
  isWhollyKnown,
  object,
  stringType,
  typeName,
  unknown,
  Value,
} from '../../../src/values/index.ts';
import { allFunctions, worth } from './support.ts';

/**
 * Random calls and what the original answers: `V` type and JSON of the value, `U` for something
 * unknown, `E` and the detail of the first diagnostic.
 */
const observed: Readonly<Record<string, readonly (readonly [string, string])[]>> = JSON.parse(
  readFileSync(new URL('observed.json', import.meta.url), 'utf8'),
);

const functions = await allFunctions();
const variables = new Map([['source', object([['type', unknown(stringType)]])]]);

function json(value: Value): string {
  const text = worth('jsonencode(it)', functions, new Map([['it', value]]));
  return text instanceof Value ? asString(text) : text;
}

function answer(text: string): string {
  const parsed = parseExpression({ text, filename: 'c' });
  const { value, diagnostics } = evaluate(parsed.value, { variables, functions });
  const [first] = [...parsed.diagnostics, ...diagnostics];
  if (first !== undefined) return `E ${first.detail}`;
  return isWhollyKnown(value) ? `V ${typeName(value.type)} ${json(value)}` : 'U';
}

describe.each(Object.entries(observed))('%s', (_, rows) => {
  test.each(rows)('%s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });
});
