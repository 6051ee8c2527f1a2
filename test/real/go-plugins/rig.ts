import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildSettings, ComponentConfig, Ui } from '../../../src/components/index.ts';
import { nodeClock, nodeEnvironment } from '../../../src/platform/index.ts';
import { nodePluginHost } from '../../../src/pluginhost/index.ts';
import { impliedObject, type Value } from './values.ts';

/** A fresh folder. */
export const freshFolder = () => mkdtempSync(join(tmpdir(), 'tspacker-go-'));

/** A plugin host over real processes, with short deadlines. */
export function host(deadlines: Parameters<typeof nodePluginHost>[0]['deadlines'] = {}) {
  const log = { enabled: false, write: () => {} };
  return nodePluginHost({ environment: nodeEnvironment(), clock: nodeClock(), log, deadlines });
}

/** A Ui that remembers everything in order. */
export function recordingUi(): Ui & { readonly lines: string[] } {
  const lines: string[] = [];
  const record = (line: string) => {
    lines.push(line);
    return Promise.resolve();
  };
  return {
    lines,
    say: (message) => record(message),
    error: (message) => record(`error: ${message}`),
    machine: (category, args) => record(`machine: ${category} ${args.join('|')}`),
    ask: async (query) => {
      await record(`ask: ${query}`);
      return 'by all means';
    },
    trackProgress: (source, current, total) => {
      lines.push(`progress: ${source} ${current}/${total}`);
      let sum = 0;
      return Promise.resolve({
        add: (bytes) => {
          sum += bytes;
        },
        close: () => void lines.push(`progress: ${source} done ${sum}`),
      });
    },
  };
}

export const settings: BuildSettings = {
  buildName: 'x',
  builderType: 'rig',
  coreVersion: '1.16.0',
  debug: false,
  force: false,
  onError: 'cleanup',
};

/** A configuration as the language decodes it: what is not given is null. */
export function decoded(
  schema: Parameters<typeof impliedObject>[0],
  given: Record<string, Value>,
): ComponentConfig {
  return { kind: 'decoded', body: impliedObject(schema, given) };
}
