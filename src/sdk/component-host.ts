import type { Platform } from '../platform/index.ts';

/** The part of the world that components may touch; the terminal belongs to the UI. */
export type World = Pick<Platform, 'files' | 'environment' | 'clock' | 'random' | 'log'>;

/** What surrounds a component: the world, and the moment the process started. */
export interface ComponentHost {
  readonly platform: World;
  /** The instant that `timestamp`, `isotime` and `strftime` show, the same in the whole run. */
  readonly startedAt: Date;
}

/** Makes the surroundings of components; the current time becomes the start of the process. */
export function componentHost(platform: World): ComponentHost {
  return { platform, startedAt: platform.clock.now() };
}
