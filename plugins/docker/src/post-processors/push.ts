import { mkdir, rm } from 'node:fs/promises';
import * as z from 'zod/mini';
import { type Call, postProcessor, type Ui } from 'tspacker/sdk';
import { imageArtifact, importedId, taggedId } from '../artifact.ts';
import { Driver } from '../driver/driver.ts';
import { logIn, type LoginPhrases } from '../login.ts';
import { dockerOptions, loginOptions, text } from '../options.ts';
import { expectInput, tagsOf } from './input.ts';

const schema = z.object({ ...dockerOptions, ...loginOptions, platform: text() });
type PushCall = Call<z.infer<typeof schema>>;

const phrases: LoginPhrases = {
  credentials: 'Error fetching ECR credentials',
  login: 'Error logging in to Docker',
};

/** A folder for docker's credentials that holds none of the user's (quirk Q-26). */
async function ownConfigFolder({ host, ui }: PushCall): Promise<string | undefined> {
  const { environment, random } = host.platform;
  if (environment.variables.DOCKER_CONFIG !== undefined) return undefined;
  await ui.say('Creating temporary Docker configuration directory');
  const number = new DataView(random.bytes(4).slice().buffer).getUint32(0);
  const path = `${environment.temporaryFolder}${environment.pathSeparator}packer${number}`;
  await mkdir(path, { mode: 0o700 });
  return path;
}

async function removeConfigFolder(path: string | undefined, ui: Ui): Promise<void> {
  if (path === undefined) return;
  await ui.say('Removing temporary Docker configuration directory');
  await rm(path, { recursive: true, force: true });
}

async function pushAll(call: PushCall, driver: Driver, names: readonly string[]): Promise<void> {
  const { config, ui } = call;
  const logOut = await logIn(driver, config, ui, phrases);
  try {
    for (const name of names) {
      await ui.say(`Pushing: ${name}`);
      await driver.push(name, config.platform);
    }
  } finally {
    await logOut();
  }
}

/** Sends an image to a registry (components 5.2). */
export const component = postProcessor({
  schema,
  async process(call, input, generatedData) {
    const { config, ui, signal } = call;
    await expectInput(
      input,
      [importedId, taggedId],
      'Can only import from docker-import and docker-tag artifacts.',
    );
    const configFolder = await ownConfigFolder(call);
    try {
      const options = { executable: config.docker_path, ui, signal };
      const driver = new Driver(
        configFolder === undefined ? options : { ...options, configFolder },
      );
      const id = await input.id();
      const tags = await tagsOf(input);
      await pushAll(call, driver, [id, ...tags]);
      const digest = await driver.digest(id).catch(async () => {
        await ui.say('Unable to determine digest for source image, ignoring it for now');
        return undefined;
      });
      const data = digest === undefined ? [] : [['Digest', digest] as const];
      const artifact = imageArtifact(driver, {
        builderId: importedId,
        id,
        tags,
        generatedData: new Map([...generatedData, ...data]),
      });
      return { artifact, keepInput: 'unless-told-otherwise' };
    } finally {
      await removeConfigFolder(configFolder, ui);
    }
  },
});
