import { describe, expect, it } from 'vitest';
import { errorOf, fakeUi, type Loose, never, place, prepared } from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

const version = { bucket_name: 'b', channel_name: 'c' };
const iteration = { bucket_name: 'b', channel: 'c' };
const artifact = { ...version, platform: 'aws', region: 'r' };
const image = { ...iteration, cloud_provider: 'aws', region: 'r' };

/** What is wrong with the options, each on a line of its own. */
async function complaints(name: string, options: Options): Promise<readonly string[]> {
  const { prepared: verdict } = await prepared(here.host, 'datasource', name, options);
  const lines = verdict.error?.split('\n') ?? [];
  return lines.filter((line) => line.startsWith('* ')).map((line) => line.slice(2));
}

describe('data sources of HCP Packer', () => {
  it.each<[string, Options, readonly string[]]>([
    ['hcp-packer-version', version, []],
    [
      'hcp-packer-version',
      {},
      ['the `bucket_name` must be specified', 'the `channel_name` must be specified'],
    ],
    ['hcp-packer-artifact', artifact, []],
    ['hcp-packer-artifact', { ...artifact, channel_name: '', version_fingerprint: 'f' }, []],
    [
      'hcp-packer-artifact',
      { ...artifact, version_fingerprint: 'f' },
      ['`version_fingerprint` and `channel_name` cannot be specified together'],
    ],
    [
      'hcp-packer-artifact',
      {},
      [
        'the `bucket_name` must be specified',
        '`version_fingerprint` or `channel_name` must be specified',
        'the `region` must be specified',
        'the `platform` must be specified',
      ],
    ],
    ['hcp-packer-iteration', iteration, []],
    [
      'hcp-packer-iteration',
      {},
      ['The `bucket_name` must be specified', '`channel` is currently a required field.'],
    ],
    ['hcp-packer-image', image, []],
    [
      'hcp-packer-image',
      { ...image, iteration_id: 'i' },
      ['`iteration_id` and `channel` cannot both be specified.'],
    ],
    [
      'hcp-packer-image',
      {},
      [
        'The `bucket_name` must be specified',
        'The `iteration_id` or `channel` must be specified.',
        '`region` is currently a required field.',
        '`cloud_provider` is currently a required field.',
      ],
    ],
  ])('%s %j', async (name, options, expected) => {
    expect(await complaints(name, options)).toEqual(expected);
  });

  it.each<[string, Options]>([
    ['hcp-packer-version', version],
    ['hcp-packer-artifact', artifact],
    ['hcp-packer-iteration', iteration],
    ['hcp-packer-image', image],
  ])('%s says that it cannot be read', async (name, options) => {
    const { component } = await prepared(here.host, 'datasource', name, options);
    expect(await errorOf(component.read({ ui: fakeUi(), signal: never }))).toBe(
      `HCP Packer is not supported: the data source ${name} cannot be read. Use an input variable in its place, and pass what HCP Packer shows with -var`,
    );
  });
});
