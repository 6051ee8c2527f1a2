import { expect, it } from 'vitest';
import { isAbsolute } from '../../src/platform/index.ts';

it.each([
  ['/a', true],
  ['\\\\server\\share', true],
  ['c:/a', true],
  ['C:', true],
  ['', false],
  ['a/b', false],
  ['./a', false],
  ['~/a', false],
  ['1:/a', false],
])('%j is absolute: %s', (path, absolute) => {
  expect(isAbsolute(path)).toBe(absolute);
});
