import {
  artifact,
  type Artifact,
  builder,
  type Call,
  type Data,
  type ProvisionHook,
  runSteps,
  type Step,
  stepConnect,
  stepProvision,
} from 'tspacker/sdk';
import { exportedId, imageArtifact, importedId } from '../artifact.ts';
import { Driver } from '../driver/driver.ts';
import { check, type Config, type GivenConfig, schema, withDefaults } from './config.ts';
import type { DockerState } from './state.ts';
import { buildImage } from './steps/build-image.ts';
import { commit, setDefaults } from './steps/commit.ts';
import { connectors } from './steps/connect.ts';
import { defaultBuildValues } from './steps/default-build-values.ts';
import { exportContainer } from './steps/export.ts';
import { pull } from './steps/pull.ts';
import { run } from './steps/run.ts';
import { tempDir } from './steps/temp-dir.ts';

function lastSteps(config: Config): readonly Step<DockerState>[] {
  if (config.commit) return [setDefaults, commit];
  return config.discard ? [] : [exportContainer];
}

/** The address is only shown, and used by communicators over the network. */
async function addressOf({ config, containerId, driver }: DockerState): Promise<string> {
  const told = config.communicator === 'winrm' ? config.winrm_host : config.ssh_host;
  return told || driver.inspect('{{ .NetworkSettings.IPAddress }}', containerId);
}

function stepsOf(
  state: DockerState,
  { host }: Call<GivenConfig>,
  hook: ProvisionHook,
): readonly Step<DockerState>[] {
  const { config } = state;
  const connect = stepConnect<DockerState>({
    config,
    host,
    address: addressOf,
    connectors: connectors(state),
  });
  return [
    defaultBuildValues,
    tempDir,
    buildImage,
    pull,
    run,
    connect,
    stepProvision({ hook, host }),
    ...lastSteps(config),
  ];
}

function exported(config: Config, state: ReadonlyMap<string, Data>): Artifact {
  const path = config.export_path;
  return artifact({
    builderId: exportedId,
    id: 'Container',
    files: [path],
    text: `Exported Docker file: ${path}`,
    state,
    destroy: async () => {
      const { rm } = await import('node:fs/promises');
      if (path !== '') await rm(path);
    },
  });
}

function artifactOf(state: DockerState): Artifact {
  const { config, driver, imageId } = state;
  const generatedData = state.generatedData ?? new Map();
  if (imageId === undefined) return exported(config, new Map([['generated_data', generatedData]]));
  const source = generatedData.get('SourceImageDigest') ?? '';
  const metadata = new Map<string, Data>([
    ['ImageID', imageId],
    ['ProviderName', 'docker'],
    ['ProviderRegion', 'docker'],
    ['SourceImageID', source],
    ['Labels', new Map()],
  ]);
  return imageArtifact(driver, { builderId: importedId, id: imageId, generatedData, metadata });
}

/** Makes an image or an archive of a container that the provisioners have changed (components 5.1). */
export const component = builder({
  schema,
  renderLater: ['run_command'],
  check,
  async run(call, hook) {
    const { host, interpolation, settings, signal, ui } = call;
    const config = withDefaults(call);
    const driver = new Driver({ executable: config.docker_path, ui, signal });
    await driver.version();
    const state: DockerState = {
      config,
      driver,
      interpolation,
      world: host.platform,
      image: config.image,
      sharedFolder: '',
      containerId: '',
      changes: config.changes,
    };
    try {
      await runSteps(stepsOf(state, call, hook), state, { signal, ui }, settings);
    } finally {
      state.guard?.release();
    }
    if (state.error !== undefined) throw state.error;
    if (state.cancelled === true || state.halted === true) return undefined;
    return artifactOf(state);
  },
});
