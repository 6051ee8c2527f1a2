import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePlugin } from '../../rig/bundle-plugin.ts';
import { hasGo, testHost } from './go-build.ts';
import { freshFolder } from './rig.ts';

describe.skipIf(!hasGo)('a TypeScript plugin under a Go host (skipped where Go is absent)', () => {
  let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
  beforeAll(async () => {
    const main = `${import.meta.dirname}/../../../examples/typescript-plugin/src/main.ts`;
    plugin = await bundlePlugin(main, 'packer-plugin-demo');
  });
  afterAll(() => plugin[Symbol.asyncDispose]());

  it.each(['gob', 'protobuf'])(
    'serves every kind in %s mode and leaves with its host',
    async (mode) => {
      const report = join(freshFolder(), 'report.json');
      const { stdout } = await promisify(execFile)(testHost(), [plugin.executable, mode, report]);
      expect(stdout.replace(report, 'REPORT').split('\n')).toEqual([
        'output type: cty.Object(map[string]cty.Type{"count":cty.Number, "words":cty.List(cty.String)})',
        'words: cty.ListVal([]cty.Value{cty.StringVal("one"), cty.StringVal("two")}) 2',
        'datasource words ended: <nil>',
        'refused: 1 error(s) occurred:',
        '',
        '* "times" must be at least 1',
        'Hello, world!',
        'Hello, world!',
        'ran: echo "Hello from $(hostname), machine m-1"',
        'provisioner hello ended: <nil>',
        'Reported to REPORT',
        'report: in true true',
        'post-processor report ended: <nil>',
        '',
      ]);
      expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ files: ['a', 'b'] });
    },
  );
});
