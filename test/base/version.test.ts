import { expect, test } from 'vitest';
import { parseVersion, parseVersionConstraints, satisfies } from '../../src/base/index.ts';

test.each([
  ['1.16.0', '>= 1.7.0, < 2.0.0', true],
  ['1.16.0', '~> 1.16.0', true],
  ['1.16.0', '~> 1.15.0', false],
  ['1.16.0', '~> 1.7', true],
  ['2.0.0', '~> 1', true],
  ['2.0.0', '~> 1.9', false],
  ['1.16.0', '< 1.0.0', false],
  ['1.16', '1.16.0', true],
  ['v1.16.0', '= v1.16', true],
  ['1.2.3', '!= 1.2.3', false],
  ['1.2.3-beta1', '>= 1.0.0', false],
  ['1.2.3-beta2', '>= 1.2.3-beta1', true],
  ['1.2.3-beta2', '>= 1.2.2-beta1', false],
  ['1.2.3-beta.10', '> 1.2.3-beta.9', true],
  ['1.2.3', '> 1.2.3-rc1', true],
  ['1.2.3+x', '1.2.3', true],
])('%s against %s: %s', (version, constraints, expected) => {
  const candidate = parseVersion(version);
  const parsed = parseVersionConstraints(constraints);
  if (candidate === undefined || !parsed.ok) throw new Error('does not parse');
  expect(parsed.value.every((constraint) => satisfies(candidate, constraint))).toBe(expected);
});

test.each([
  ['', ''],
  ['latest', 'latest'],
  ['>= 1.0,', ''],
  ['~> 1.2, => 2', ' => 2'],
  ['1.x', '1.x'],
])('constraint %j is malformed at %j', (text, part) => {
  expect(parseVersionConstraints(text)).toEqual({ ok: false, error: part });
});
