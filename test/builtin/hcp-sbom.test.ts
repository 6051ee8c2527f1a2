import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Communicator } from '../../src/components/index.ts';
import { noneCommunicator } from '../../src/sdk/index.ts';
import { errorOf, fakeUi, type Loose, never, place, prepared } from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

/** A machine with one file. */
const machine = (content: string | Error): Communicator => ({
  ...noneCommunicator(),
  download: async (_, into) => {
    if (content instanceof Error) throw content;
    for (const char of content) await into.write(new TextEncoder().encode(char));
    await into.close();
  },
});

describe('options', () => {
  it.each<[Options, readonly string[]]>([
    [{ source: '/s' }, []],
    [{ source: '/s', sbom_name: 'abc' }, []],
    [{}, ['source must be specified when auto_generate is not enabled']],
    [
      { source: '/s', auto_generate: true },
      [
        'source and auto_generate are mutually exclusive; use either source for pre-generated SBOMs or auto_generate to create them',
      ],
    ],
    [
      { source: '/s', sbom_name: 'a b', elevated_password: 'x', scanner_checksum: 'y' },
      [
        '`sbom_name` "a b" doesn\'t match the expected format, it must contain between 3 and 36 characters, all from the following set: [A-Za-z0-9_-]',
      ],
    ],
    [
      { source: '/s', auto_generate: true, elevated_password: 'x', scanner_checksum: 'y' },
      [
        'source and auto_generate are mutually exclusive; use either source for pre-generated SBOMs or auto_generate to create them',
        'scanner_checksum requires scanner_url to be specified (note: both fields are deprecated and ignored)',
        'elevated_user must be specified if elevated_password is provided',
      ],
    ],
  ])('%j', async (options, errors) => {
    const { prepared: verdict } = await prepared(here.host, 'provisioner', 'hcp-sbom', options);
    const text = errors.map((error) => `* ${error}`).join('\n');
    expect(verdict.error).toBe(
      errors.length === 0 ? undefined : `${errors.length} error(s) occurred:\n\n${text}`,
    );
  });
});

describe('at work', () => {
  const run = async (content: string | Error, destination = '') => {
    const options = { source: '/s', destination };
    const { component } = await prepared(here.host, 'provisioner', 'hcp-sbom', options);
    const ui = fakeUi();
    const failure = await errorOf(
      component.provision({ ui, signal: never }, machine(content), new Map()),
    );
    return { lines: ui.lines, failure };
  };
  const fine = { lines: [], failure: undefined };
  const spdx = '{"spdxVersion": "SPDX-2.3"}';

  it('copies to a file, making folders on the way', async () => {
    expect(await run(spdx, here.path('a/b/s.json'))).toEqual(fine);
    expect(readFileSync(here.path('a/b/s.json'), 'utf8')).toBe(spdx);
  });

  it('copies into a folder under a fresh name', async () => {
    mkdirSync(here.path('there'));
    const cyclone = '{"bomFormat": "CycloneDX", "specVersion": "1.5"}';
    expect(await run(cyclone, here.path('there'))).toEqual(fine);
    expect(await run(cyclone, `${here.path('new')}/`)).toEqual(fine);
    expect([...readdirSync(here.path('there')), ...readdirSync(here.path('new'))]).toEqual([
      expect.stringMatching(/^packer-user-sbom-.*\.json$/),
      expect.stringMatching(/^packer-user-sbom-.*\.json$/),
    ]);
  });

  it.each<[string, string | Error, RegExp]>([
    ['no file', new Error('gone'), /^error: Failed to download SBOM file: gone$/],
    ['no JSON', '{', /^error: Failed to process SBOM: the file is no JSON: /],
    ['a list', '[]', /^error: Failed to process SBOM: the file holds no JSON object$/],
    ['other JSON', '{}', /^error: Failed to process SBOM: the file is neither SPDX nor CycloneDX/],
  ])('goes on without: %s', async (_, content, first) => {
    const { lines, failure } = await run(content, here.path('never.json'));
    expect(failure).toBeUndefined();
    expect(lines).toEqual([
      expect.stringMatching(first),
      'error: Build will continue without SBOM',
    ]);
    expect(readdirSync(here.folder)).not.toContain('never.json');
  });
});
