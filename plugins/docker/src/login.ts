import { messageOf, type Ui } from 'tspacker/sdk';
import type { Driver } from './driver/driver.ts';
import { ecrCredentials } from './ecr/credentials.ts';
import type { LoginConfig } from './options.ts';

/** What goes before the reason when a login does not work. */
export interface LoginPhrases {
  readonly credentials: string;
  readonly login: string;
}

/** Logs in if the options say so; resolves with what logs out again. */
export async function logIn(
  driver: Driver,
  config: LoginConfig,
  ui: Ui,
  phrases: LoginPhrases,
): Promise<() => Promise<void>> {
  let { login_username: user, login_password: password } = config;
  if (config.ecr_login) {
    await ui.say('Fetching ECR credentials...');
    [user, password] = await prefixed(phrases.credentials, () => ecrCredentials(config));
  }
  if (!config.login && !config.ecr_login) return async () => {};
  await ui.say('Logging in...');
  await prefixed(phrases.login, () => driver.login(config.login_server, user, password));
  return async () => {
    await ui.say('Logging out...');
    await driver.logout(config.login_server).catch((error: unknown) => {
      return ui.error(`Error logging out: ${messageOf(error)}`);
    });
  };
}

async function prefixed<T>(prefix: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = messageOf(error);
    throw new Error(`${prefix}: ${why}`, { cause: error });
  }
}
