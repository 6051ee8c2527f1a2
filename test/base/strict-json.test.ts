import { expect, test } from 'vitest';
import { parseStrictJson } from '../../src/base/index.ts';

test.each<[string, string | undefined]>([
  ['{oops', "invalid character 'o' looking for beginning of object key string"],
  ['', 'unexpected end of JSON input'],
  ['{"a"', 'unexpected end of JSON input'],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['"a\n"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['-x', "invalid character 'x' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1e+', "invalid character ' ' in exponent of numeric literal"],
  ['tru', "invalid character ' ' in literal true (expecting 'e')"],
  ['"a', 'unexpected end of JSON input'],
  ['['.repeat(1_001), 'exceeded max depth'],
  ['tru!', "invalid character '!' in literal true (expecting 'e')"],
  ["'", "invalid character '\\'' looking for beginning of value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  [' {"a":[1,-0.5e3,"\\u00e9",true,false,null,{}]} ', undefined],
])('%s', (text, message) => {
  const parsed = parseStrictJson(new TextEncoder().encode(text));
  expect(parsed.ok ? undefined : parsed.error.message).toBe(message);
});
