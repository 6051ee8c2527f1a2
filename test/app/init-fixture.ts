import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreHost } from '../../src/app/index.ts';
import {
  type Clock,
  inflateRaw,
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeWeb,
  sha256Of,
} from '../../src/platform/index.ts';
import { releaseSite, type StoreWorld } from '../../src/pluginstore/index.ts';
import { type FakeSite, fakeSite, sha256, zip } from '../pluginstore/fake-sites.ts';

const { os, architecture } = nodeEnvironment();

/** Nothing for the variables. */
export const noInputs = { variableFiles: [], variables: [], warnOnUndeclared: false };

/** This machine as lock files name it. */
export const here = `${os}_${architecture}`;

/** What the fake executable of a version holds. */
export const script = (version: string, extra = '') =>
  `#!/bin/sh\n# happycloud ${version}${extra}\n`;

/** Pauses take no time. */
const hasty: Clock = { ...nodeClock(), sleep: () => Promise.resolve() };

/** Says the version that stands in the script. */
const honest: StoreWorld['describe'] = async (path) => ({
  version: /happycloud (\S+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '',
  apiVersion: 'x5.0',
  sdkVersion: '0.6.0',
  wire: 'gorpc',
  components: { builder: [], provisioner: [], 'post-processor': [], datasource: [] },
});

/** A machine with a template folder, a plugin folder, and a release site that has some versions. */
export interface InitRig extends AsyncDisposable {
  readonly folder: string;
  readonly template: string;
  readonly site: FakeSite;
  readonly host: StoreHost;
  /** What was said, in order. */
  readonly said: string[];
  /** Executables that were asked what they are. */
  readonly described: string[];
  /** Puts a version on the site for this and two other platforms. */
  release(version: string, extra?: string): void;
  /** Where a version is installed. */
  installed(version: string): string;
  write(name: string, text: string): void;
  lock(): string;
}

/** The sum of the archive of another platform: any text will do. */
export const otherSum = (version: string, platform: string) => sha256(`${version} ${platform}`);

/** The archive of this platform. */
export const archiveOf = (version: string, extra = '') =>
  zip({ [`packer-plugin-happycloud_v${version}_x5.0_${here}`]: script(version, extra) });

export async function initRig(): Promise<InitRig> {
  const folder = mkdtempSync(join(tmpdir(), 'tspacker-init-'));
  const site = await fakeSite();
  const template = join(folder, 'template');
  const plugins = join(folder, 'plugins');
  mkdirSync(template);
  const said: string[] = [];
  const described: string[] = [];
  const versions: string[] = [];
  const store: StoreWorld = {
    files: nodeFiles(),
    environment: nodeEnvironment(),
    log: { enabled: false, write: () => {} },
    clock: hasty,
    pluginFolder: plugins,
    cacheFolder: join(folder, 'cache'),
    describe: (path) => {
      described.push(path);
      return honest(path);
    },
  };
  const fetching = { web: nodeWeb({}), clock: hasty, signal: new AbortController().signal };
  const host: StoreHost = {
    store,
    listener: {
      emit: async (event) => {
        if (event.kind === 'said') said.push(event.text);
        else if (event.kind === 'plugin-installed')
          said.push(`installed ${event.source} ${event.version}`);
        else if (event.kind === 'diagnosed')
          said.push(...event.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`));
      },
      ask: () => Promise.reject(new Error('nobody there')),
      track: async () => ({ add: () => {}, close: () => {} }),
    },
    describing: {
      output: () => Promise.reject(new Error('not here')),
      read: () => {
        throw new Error('not here');
      },
    },
    handPlaced: async () => [],
    terminal: { input: (async function* () {})() },
    coreVersion: '1.16.0',
    installTools: async () => ({
      getters: [releaseSite(fetching, site.url, () => true)],
      inflate: inflateRaw,
      sha256: sha256Of,
      checkSignature: async () => ({ ok: true, value: undefined }),
    }),
  };
  return {
    folder,
    template,
    site,
    host,
    said,
    described,
    release(version, extra = '') {
      if (!versions.includes(version)) versions.push(version);
      const name = 'packer-plugin-happycloud';
      site.pages.set(
        `/${name}/index.json`,
        JSON.stringify({
          versions: Object.fromEntries(versions.map((each) => [each, { version: each }])),
        }),
      );
      const base = `/${name}/${version}/${name}_${version}`;
      const archive = archiveOf(version, extra);
      const lines = [
        `${sha256(archive)}  ${name}_${version}_${here}.zip`,
        ...['darwin_arm64', 'plan9_mips'].map(
          (each) => `${otherSum(version, each)}  ${name}_${version}_${each}.zip`,
        ),
      ];
      site.pages.set(`${base}_SHA256SUMS`, `${lines.join('\n')}\n`);
      site.pages.set(
        `${base}_manifest.json`,
        JSON.stringify({ metadata: { protocol_version: '5.0' } }),
      );
      site.pages.set(`${base}_${here}.zip`, archive);
    },
    installed: (version) =>
      join(
        plugins,
        'github.com/third/happycloud',
        `packer-plugin-happycloud_v${version}_x5.0_${here}`,
      ),
    write: (name, text) => writeFileSync(join(template, name), text),
    lock: () => readFileSync(join(template, '.tspacker.lock.hcl'), 'utf8'),
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
