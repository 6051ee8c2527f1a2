import { mkdir, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { messageOf, type Step, type World } from 'tspacker/sdk';
import { setGuard } from '../../driver/guard.ts';
import type { DockerState } from '../state.ts';

/** Where Packer keeps its configuration (components 4.10). */
async function configFolder({ environment, files }: World): Promise<string> {
  const { variables, home = '', os } = environment;
  const { PACKER_CONFIG_DIR: told, XDG_CONFIG_HOME: xdg, APPDATA: appData = '' } = variables;
  if (os === 'windows') return join(told || appData, 'packer.d');
  if (told) return join(told, '.packer.d');
  const old = join(home, '.packer.d');
  if (await files.exists(old)) return old;
  return xdg ? join(xdg, 'packer') : join(home, '.config', 'packer');
}

/** Makes a folder of a name nobody else has. */
async function makeFolder(world: World): Promise<string> {
  const told = world.environment.variables.PACKER_TMP_DIR ?? '';
  const parent = isAbsolute(told) ? told : await configFolder(world);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  for (;;) {
    const number = new DataView(world.random.bytes(4).slice().buffer).getUint32(0);
    const path = join(parent, `tmp${number}`);
    try {
      await mkdir(path, { mode: 0o700 });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Makes the folder that is shared with the container, and sets the guard over both. */
export const tempDir: Step<DockerState> = {
  name: 'StepTempDir',
  async run(state, { ui }) {
    await ui.say('Creating a temporary directory for sharing data...');
    try {
      state.sharedFolder = await makeFolder(state.world);
      state.guard = setGuard(state.driver.executable, state.sharedFolder);
    } catch (cause) {
      throw new Error(`Error making temp dir: ${messageOf(cause)}`, { cause });
    }
    return 'continue';
  },
  async cleanup(state) {
    if (state.sharedFolder !== '') await rm(state.sharedFolder, { recursive: true, force: true });
  },
};
