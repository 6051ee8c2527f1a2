import * as z from 'zod/mini';
import { once } from '../../base/index.ts';
import type { SourceAddress } from '../source-address.ts';
import { type Fetching, fetchBytes, fetchText, HttpFailure } from './download.ts';
import { githubFiles, type PluginGetter } from './getter.ts';
import { largestArchive, optional, readAnswer } from './releases.ts';

const tags = once(() => z.array(z.object({ ref: z.string() })));

/** Where GitHub is, and how we are known there. */
export interface GithubSettings {
  /** `https://api.github.com`. */
  readonly api: string;
  /** `https://github.com`. */
  readonly site: string;
  /** Sent to the API host only. */
  readonly token: string | undefined;
  readonly coreVersion: string;
}

const tagPrefix = 'refs/tags/';

/** Tags and release files of GitHub (plugin-protocol 7.8). */
export function github(fetching: Fetching, settings: GithubSettings): PluginGetter {
  const { api, site, token, coreVersion } = settings;
  const repository = ({ parts, name }: SourceAddress) => `${parts[1]}/packer-plugin-${name}`;
  const agent = { 'User-Agent': `packer-getter-github-${coreVersion}` };
  const release = (source: SourceAddress, version: string, file: string) =>
    `${site}/${repository(source)}/releases/download/v${version}/${file}`;
  const sumsName = ({ name }: SourceAddress, version: string) =>
    `packer-plugin-${name}_v${version}_SHA256SUMS`;
  return {
    name: 'github.com',
    serves: ({ parts }) => parts[0] === 'github.com' && parts.length === 3,
    fallsThrough: false,
    async versions(source) {
      const url = `${api}/repos/${repository(source)}/git/matching-refs/tags`;
      const headers = {
        ...agent,
        Accept: 'application/vnd.github.v3+json',
        'X-Github-Api-Version': '2022-11-28',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      };
      const text = await fetchText(fetching, url, headers).catch((error: unknown) => {
        throw rateLimited(error) ?? error;
      });
      return readAnswer(tags(), text, `${url} did not answer with a list of tags`)
        .map(({ ref }) => (ref.startsWith(tagPrefix) ? ref.slice(tagPrefix.length) : ref))
        .map((tag) => (tag.startsWith('v') ? tag.slice(1) : tag));
    },
    sums: (source, version) =>
      fetchText(fetching, release(source, version, sumsName(source, version)), agent),
    signature: (source, version) =>
      optional(fetching, `${release(source, version, sumsName(source, version))}.sig`),
    files: async (source, _version, sums) => githubFiles(source, sums),
    archive: (source, version, fileName) =>
      fetchBytes(fetching, release(source, version, fileName), {
        headers: agent,
        limit: largestArchive,
      }),
  };
}

/** The rate limit of the API, with the time it ends; undefined for other trouble. */
function rateLimited(error: unknown): Error | undefined {
  if (!(error instanceof HttpFailure) || error.headers.get('x-ratelimit-remaining') !== '0')
    return undefined;
  const reset = Number(error.headers.get('x-ratelimit-reset') ?? Number.NaN);
  const until = Number.isNaN(reset)
    ? ''
    : ` It can be used again at ${new Date(reset * 1000).toISOString()}.`;
  return new Error(
    `the rate limit of the GitHub API is used up.${until} Set PACKER_GITHUB_API_TOKEN to a token to get a higher one.`,
    { cause: error },
  );
}
