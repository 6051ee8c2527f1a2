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
