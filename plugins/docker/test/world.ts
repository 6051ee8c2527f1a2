import type { BuildSettings, ComponentHost, Ui } from 'tspacker/sdk';
import {
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeRandom,
  silentLog,
} from '../../../src/platform/index.ts';

/** The real world, with some variables of its environment replaced. */
export function testHost(variables: Readonly<Record<string, string>> = {}): ComponentHost {
  const environment = nodeEnvironment();
  return {
    platform: {
      files: nodeFiles(),
      environment: { ...environment, variables: { ...environment.variables, ...variables } },
      clock: nodeClock(),
      random: nodeRandom(),
      log: silentLog,
    },
    startedAt: new Date(0),
  };
}

export const settings: BuildSettings = {
  buildName: 'web',
  builderType: 'docker',
  coreVersion: '1.16.0',
  debug: false,
  force: false,
  onError: '',
};

/** A ui that writes down what it is told. */
export function recordingUi(): { readonly ui: Ui; readonly heard: string[] } {
  const heard: string[] = [];
  const hear = (kind: string) => async (message: string) => void heard.push(`${kind}: ${message}`);
  const ui: Ui = {
    say: hear('say'),
    error: hear('error'),
    machine: async () => {},
    ask: async () => '',
    trackProgress: async () => ({ add() {}, close() {} }),
  };
  return { ui, heard };
}
