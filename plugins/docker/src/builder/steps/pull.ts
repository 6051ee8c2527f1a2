import { messageOf, type RunContext, type Step } from 'tspacker/sdk';
import { type LoginPhrases, logIn } from '../../login.ts';
import { shown } from '../shown-failure.ts';
import { type DockerState, setBuildValue } from '../state.ts';

/** How the builder words a login that does not work. */
export const loginPhrases: LoginPhrases = {
  credentials: 'Error fetching ECR credentials',
  login: 'Error logging in',
};

/** Gets the source image, where the options ask for it, and notes which one it is. */
export const pull: Step<DockerState> = {
  name: 'StepPull',
  async run(state, context) {
    if (state.config.pull) await pullImage(state, context);
    await noteSource(state, context);
    return 'continue';
  },
};

async function pullImage({ config, driver }: DockerState, context: RunContext): Promise<void> {
  await context.ui.say(`Pulling Docker image: ${config.image}`);
  const logOut = await shown(context, '', () => logIn(driver, config, context.ui, loginPhrases));
  try {
    await shown(context, 'Error pulling Docker image: ', () =>
      driver.pull(config.image, config.platform),
    );
  } finally {
    await logOut();
  }
}

const noDigest =
  'Error determining source Docker image digest; this image may not have been pushed yet, which ' +
  'means no distribution digest has been created. If you plan to call docker push later, the ' +
  'digest value will be stored then.';

async function noteSource(state: DockerState, { ui }: RunContext): Promise<void> {
  const { config, driver, image } = state;
  try {
    setBuildValue(state, 'SourceImageSha256', await driver.sha256(image));
  } catch (error) {
    await ui.error(`Error determining source Docker image Id: ${messageOf(error)}`);
  }
  // An image that was just built has never been pushed.
  const digest = config.dockerfile === undefined ? driver.digest(image) : Promise.resolve('');
  try {
    setBuildValue(state, 'SourceImageDigest', await digest);
  } catch {
    setBuildValue(state, 'SourceImageDigest', '');
    await ui.error(noDigest);
  }
}
