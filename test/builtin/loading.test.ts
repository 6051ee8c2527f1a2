import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtins } from '../../src/builtin/index.ts';
import type { ComponentKind } from '../../src/components/index.ts';
import { place } from './support/harness.ts';

const here = place();
const kinds: readonly ComponentKind[] = ['builder', 'provisioner', 'post-processor', 'datasource'];

describe('built-ins', () => {
  it('load nothing before they are asked for', () => {
    const face = readFileSync(join(import.meta.dirname, '../../src/builtin/index.ts'), 'utf8');
    const imports = [...face.matchAll(/^import (type )?.*?from '([^']+)'/gms)];
    expect(imports.map(([, type, from]) => [type ?? 'value', from])).toEqual([
      ['type ', '../sdk/index.ts'],
    ]);
  });

  it('can all be made, and tell their schema', async () => {
    const lookup = builtins(here.world);
    const seen: string[] = [];
    for (const kind of kinds)
      for (const name of await lookup.names(kind)) {
        const component = await lookup.find(kind, name);
        seen.push(`${kind} ${name} ${(await component?.schema())?.kind}`);
        expect(await lookup.find(kind, name)).not.toBe(component);
      }
    expect(seen.filter((line) => !line.endsWith(' object'))).toEqual([]);
    expect(seen.length).toBeGreaterThan(13);
    expect(await lookup.find('builder', 'nosuch')).toBeUndefined();
  });
});
