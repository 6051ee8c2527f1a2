import * as openpgp from 'openpgp';
import { sha256, zip } from '../fake-sites.ts';
import type { FakeInternet } from './fake-internet.ts';
import { here } from './program.ts';

/** What a plugin says about itself. */
export interface Described {
  readonly version: string;
  readonly api?: string;
  /** Told apart by this from another of the same version. */
  readonly mark?: string;
}

/** An executable that can describe itself and nothing else; each time it does is written beside it. */
export function pluginScript({ version, api = 'x5.0', mark = '' }: Described): string {
  const description = {
    version,
    sdk_version: '0.6.0',
    api_version: api,
    builders: ['-packer-default-plugin-name-'],
    post_processors: [],
    provisioners: [],
    datasources: [],
  };
  return `#!/bin/sh\n# ${mark}\n[ "$1" = describe ] && echo '${JSON.stringify(description)}'\n`;
}

/** What stands in the archive of a release. */
export interface Release extends Described {
  readonly name: string;
  /** What the executable holds instead. */
  readonly content?: string;
  /** The archive instead. */
  readonly archive?: Uint8Array;
  /** The archive's sum in the list, where it is to be wrong. */
  readonly sum?: string;
  /** Of the archive; the machine of the test unless told. */
  readonly platform?: string;
  /** The list of checksums is signed with it. */
  readonly signer?: openpgp.PrivateKey;
}

/** The name of an installed executable. */
export const executableName = (name: string, version: string, api = 'x5.0') =>
  `packer-plugin-${name}_v${version}_${api}_${here}`;

const archiveOf = (release: Release) =>
  release.archive ??
  zip({
    [executableName(release.name, release.version, release.api)]:
      release.content ?? pluginScript(release),
  });

async function signatureOf(text: string, signer: openpgp.PrivateKey): Promise<Uint8Array> {
  const message = await openpgp.createMessage({ binary: Buffer.from(text) });
  const signature: unknown = await openpgp.sign({
    message,
    signingKeys: signer,
    detached: true,
    format: 'binary',
  });
  if (!(signature instanceof Uint8Array)) throw new Error('not signed');
  return signature;
}

/** Publishes in the layout of the release site, below an address such as `releases.hashicorp.com`. */
export async function publish(
  { pages }: Pick<FakeInternet, 'pages'>,
  site: string,
  ...releases: readonly Release[]
): Promise<void> {
  const versions: Record<string, { readonly name: string; readonly version: string }> = {};
  for (const release of releases) {
    const { name, version, api = 'x5.0', platform = here, signer } = release;
    const plugin = `packer-plugin-${name}`;
    versions[version] = { name: plugin, version };
    const base = `${site}/${plugin}/${version}/${plugin}_${version}`;
    const archive = archiveOf(release);
    const sums = [
      `${release.sum ?? sha256(archive)}  ${plugin}_${version}_${platform}.zip`,
      `${sha256('another')}  ${plugin}_${version}_plan9_mips.zip`,
      `${sha256('manifest')}  ${plugin}_${version}_manifest.json`,
    ];
    const text = `${sums.join('\n')}\n`;
    pages.set(`${base}_SHA256SUMS`, text);
    if (signer) pages.set(`${base}_SHA256SUMS.sig`, await signatureOf(text, signer));
    const protocol = { version: 1, metadata: { protocol_version: api.slice(1) } };
    pages.set(`${base}_manifest.json`, JSON.stringify(protocol));
    pages.set(`${base}_${platform}.zip`, archive);
    pages.set(`${site}/${plugin}/index.json`, JSON.stringify({ name: plugin, versions }));
  }
}

/** Publishes tags and release files as GitHub has them. */
export async function publishOnGithub(
  { pages }: Pick<FakeInternet, 'pages'>,
  namespace: string,
  ...releases: readonly Release[]
): Promise<void> {
  const tags: string[] = [];
  for (const release of releases) {
    const { name, version, api = 'x5.0', platform = here, signer } = release;
    const repository = `${namespace}/packer-plugin-${name}`;
    tags.push(version);
    pages.set(
      `api.github.com/repos/${repository}/git/matching-refs/tags`,
      JSON.stringify(tags.map((tag) => ({ ref: `refs/tags/v${tag}` }))),
    );
    const base = `github.com/${repository}/releases/download/v${version}`;
    const file = `packer-plugin-${name}_v${version}_${api}_${platform}.zip`;
    const archive = archiveOf(release);
    const other = `packer-plugin-${name}_v${version}_${api}_plan9_mips.zip`;
    const text = `${release.sum ?? sha256(archive)}  ${file}\n${sha256('another')}  ${other}\n`;
    pages.set(`${base}/packer-plugin-${name}_v${version}_SHA256SUMS`, text);
    if (signer)
      pages.set(
        `${base}/packer-plugin-${name}_v${version}_SHA256SUMS.sig`,
        await signatureOf(text, signer),
      );
    pages.set(`${base}/${file}`, archive);
  }
}

/** A template that requires plugins: source and version by key. */
export function requiring(plugins: Readonly<Record<string, readonly [string, string]>>): string {
  const entries = Object.entries(plugins).map(
    ([key, [source, version]]) =>
      `    ${key} = {\n      source  = "${source}"\n      version = "${version}"\n    }\n`,
  );
  return `packer {\n  required_plugins {\n${entries.join('')}  }\n}\n`;
}

/** A build that needs no plugin. */
export const nullBuild = `source "null" "a" {
  communicator = "none"
}
build {
  sources = ["source.null.a"]
}
`;
