import { expect, test } from 'vitest';
import {
  fixTemplate,
  initialise,
  inspectionOf,
  readTemplate,
  upgradeTemplate,
} from '../../src/legacy/index.ts';
import { formatSource } from '../../src/syntax/index.ts';
import { bytes, context } from './support.ts';

/** The same numbers on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const next = numbers(7);
const pick = <T>(items: readonly T[]): T => items[next(items.length)]!;

const texts = [
  '',
  'x',
  'ü%{',
  '{{user `a`}}',
  '{{user "a"}}',
  '{{env "A"}}',
  '{{nope',
  '{{timestamp}}',
  '{{upper `x`}}',
  '{{.V}}',
  '"\\',
  '5m',
  'true',
  'null',
];
const keys = [
  'type',
  'name',
  'only',
  'except',
  'override',
  'timeout',
  'pause_before',
  'max_retries',
  'keep_input_artifact',
  'tags',
  'source_ami_filter',
  'iso_md5',
  'disk_size',
  'a b',
  'ssh_private_ip',
  'tag',
  'é',
  'linux_options',
];
const types = [
  'null',
  'amazon-ebs',
  'virtualbox',
  'vsphere-iso',
  'qemu',
  'docker-tag',
  'powershell',
  'vagrant',
  'shell',
  'zz',
];

function value(depth: number): unknown {
  const kind = next(depth > 0 ? 8 : 5);
  if (kind < 3) return pick(texts);
  if (kind === 3) return pick([0, -1.5, 1e30, 4000]);
  if (kind === 4) return pick([true, false, null]);
  if (kind < 7) return component(depth - 1);
  return Array.from({ length: next(3) }, () => value(depth - 1));
}

function component(depth: number): unknown {
  if (next(12) === 0) return value(0);
  const members = Array.from({ length: next(5) }, () => [pick(keys), value(depth)] as const);
  return Object.fromEntries(next(8) === 0 ? members : [...members, ['type', pick(types)]]);
}

function template(): unknown {
  const list = () => Array.from({ length: next(3) }, () => component(3));
  const sections: Record<string, unknown> = {
    variables: { a: pick(texts), b: pick([...texts, null]), c: pick(texts) },
    'sensitive-variables': pick([['a'], ['zz'], []]),
    builders: list(),
    provisioners: list(),
    'post-processors': [...list(), list(), pick(types)],
  };
  if (next(10) === 0) sections[pick(['description', 'push', 'bogus', '_x'])] = value(1);
  if (next(10) === 0) sections[pick(Object.keys(sections))] = value(1);
  return sections;
}

test('random templates never break anything', () => {
  let readable = 0;
  for (let round = 0; round < 1_500; round++) {
    const text = bytes(JSON.stringify(template()));
    const fixed = fixTemplate(text);
    if (fixed.ok) expect(() => JSON.parse(fixed.value)).not.toThrow();
    const read = readTemplate(text, '/here/a.json');
    if (!read.ok) continue;
    readable++;
    inspectionOf(read.value);
    initialise({ template: read.value, supplied: new Map(), coreVersion: '1.16.0', context });
    const { bytes: upgraded } = upgradeTemplate(read.value, round % 2 === 0);
    expect(formatSource(upgraded)).toEqual(upgraded);
  }
  expect(readable).toBeGreaterThan(150);
});

test('damaged templates are refused with a position', () => {
  for (let round = 0; round < 600; round++) {
    const text = bytes(JSON.stringify(template()));
    const at = next(text.length);
    const damaged = text.slice(0, at);
    const read = readTemplate(damaged, '');
    expect(read.ok ? 'fine' : read.error).toMatch(
      /^Error parsing JSON: .+\nAt line \d+, column \d+ \(offset \d+\):\n/,
    );
  }
});
