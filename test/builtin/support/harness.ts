import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { builtins } from '../../../src/builtin/index.ts';
import type {
  Artifact,
  BuildSettings,
  ComponentConfig,
  ComponentKind,
  ComponentKinds,
  Data,
  DataMap,
  Prepared,
  Ui,
} from '../../../src/components/index.ts';
import {
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeRandom,
  silentLog,
} from '../../../src/platform/index.ts';
import { componentHost, type ComponentHost, type World } from '../../../src/sdk/index.ts';

/** A UI that writes down what it is told: `say: text`, `error: text`. */
export interface FakeUi extends Ui {
  readonly lines: string[];
}

export function fakeUi(answers: readonly string[] = []): FakeUi {
  const left = [...answers];
  const lines: string[] = [];
  return {
    lines,
    say: async (text) => void lines.push(`say: ${text}`),
    error: async (text) => void lines.push(`error: ${text}`),
    machine: async (category, args) => void lines.push(`machine: ${[category, ...args].join(',')}`),
    ask: async (query) => {
      lines.push(`ask: ${query}`);
      const answer = left.shift();
      if (answer === undefined) throw new Error('no available tty');
      return answer;
    },
    trackProgress: async () => ({ add: () => {}, close: () => {} }),
  };
}

/** Data as tests write it. */
export type Loose =
  | null
  | string
  | number
  | boolean
  | readonly Loose[]
  | { readonly [name: string]: Loose };

export function data(loose: Loose): Data {
  if (Array.isArray(loose)) return loose.map((each: Loose) => data(each));
  if (typeof loose === 'object' && loose !== null)
    return new Map(Object.entries(loose).map(([key, value]) => [key, data(value)]));
  return typeof loose === 'number' && Number.isInteger(loose) ? BigInt(loose) : (loose as Data);
}

export function dataMap(loose: { readonly [name: string]: Loose }): DataMap {
  return new Map(Object.entries(loose).map(([key, value]) => [key, data(value)]));
}

export const settings: BuildSettings = {
  buildName: 'x',
  builderType: 'null',
  coreVersion: '1.16.0',
  debug: false,
  force: false,
  onError: 'cleanup',
};

/** A folder for one test, and a world that lives in it. */
export interface Place {
  readonly folder: string;
  readonly world: World;
  readonly host: ComponentHost;
  path(name: string): string;
}

export function place(): Place {
  let folder = '';
  const files = nodeFiles();
  const environment = nodeEnvironment();
  const world: World = {
    files,
    clock: nodeClock(),
    random: nodeRandom(),
    log: silentLog,
    environment: {
      ...environment,
      get cwd() {
        return folder;
      },
      variables: { PATH: process.env.PATH, PACKER_RUN_UUID: 'run-1', TMPDIR: process.env.TMPDIR },
      get temporaryFolder() {
        return folder;
      },
      os: environment.os,
    },
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tspacker-builtin-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    world,
    host: componentHost(world),
    path: (name) => join(folder, name),
  };
}

export function raw(
  options: { readonly [name: string]: Loose },
  extra: { override?: DataMap; placeholders?: ReadonlyMap<string, string> } = {},
): ComponentConfig {
  return { kind: 'raw', body: dataMap(options), ...extra };
}

const placeholders = new Map(
  ['ID', 'Host', 'Port'].map((name) => [
    name,
    `Build_${name}. To set this dynamically in the Packer template, you must use the \`build\` function`,
  ]),
);

/** Finds a built-in and prepares it. */
export async function prepared<K extends ComponentKind>(
  host: ComponentHost,
  kind: K,
  name: string,
  options: { readonly [name: string]: Loose },
  over: Partial<BuildSettings> = {},
): Promise<{ readonly component: ComponentKinds[K]; readonly prepared: Prepared }> {
  const component = await builtins(host.platform).find(kind, name);
  if (component === undefined) throw new Error(`there is no built-in ${kind} ${name}`);
  const config = raw(options, { placeholders });
  return { component, prepared: await component.prepare(config, { ...settings, ...over }) };
}

/** The text of an error that a promise ends with; undefined if it does not. */
export async function errorOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** An artifact of files. */
export function fileArtifact(files: readonly string[], generated?: DataMap): Artifact {
  return {
    builderId: async () => 'test.files',
    id: async () => 'Files',
    files: async () => files,
    text: async () => `files: ${files.join(', ')}`,
    state: async (name) => (name === 'generated_data' ? generated : undefined),
    destroy: async () => {},
  };
}

export const never = new AbortController().signal;
