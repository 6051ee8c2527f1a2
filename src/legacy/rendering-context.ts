import { failed } from '../base/index.ts';
import type { SecretStores } from '../gotemplate/index.ts';
import type { Platform } from '../platform/index.ts';
import { templateFolder } from './load.ts';
import type { LegacyTemplate } from './model.ts';
import type { RenderingContext } from './variables.ts';

/** What a rendering gets that needs the world. */
export interface RenderingWorld {
  readonly platform: Pick<Platform, 'environment' | 'clock' | 'random'>;
  readonly coreVersion: string;
  readonly stores: SecretStores;
}

/** What variables and build names of a template may ask of the world. */
export function renderingContext(
  template: LegacyTemplate,
  world: RenderingWorld,
): RenderingContext {
  const { environment, clock, random } = world.platform;
  return {
    started: clock.now(),
    randomBytes: (count) => random.bytes(count),
    workingFolder: environment.cwd,
    ...(template.path === '' ? {} : { templateFolder: templateFolder(template.path) }),
    coreVersion: world.coreVersion,
    environment: environment.variables,
    stores: world.stores,
  };
}

/** Stores where there is no network: each says what it would need. */
export function noStores(environment: Readonly<Record<string, string | undefined>>): SecretStores {
  const unreachable = (store: string) => failed(`${store} cannot be reached from here`);
  return {
    consulKey: () => unreachable('Consul'),
    vault: () =>
      environment.VAULT_TOKEN === undefined || environment.VAULT_TOKEN === ''
        ? failed('Must set VAULT_TOKEN env var in order to use vault template function')
        : unreachable('Vault'),
    secretsManager: () => unreachable('AWS Secrets Manager'),
    secretsManagerRaw: () => unreachable('AWS Secrets Manager'),
  };
}
