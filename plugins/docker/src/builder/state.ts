import type { Data, Interpolation, StepState, World } from 'tspacker/sdk';
import type { Driver } from '../driver/driver.ts';
import type { Guard } from '../driver/guard.ts';
import type { Config } from './config.ts';

/** What the steps of one build know of each other. */
export interface DockerState extends StepState {
  readonly config: Config;
  readonly driver: Driver;
  readonly interpolation: Interpolation;
  readonly world: World;
  /** The image the container is made of; empty until it has been built. */
  image: string;
  /** Shared with the container. */
  sharedFolder: string;
  containerId: string;
  guard?: Guard;
  /** The image that was committed. */
  imageId?: string;
  /** What `commit` changes: those of the options, and the defaults of the source image. */
  changes: readonly string[];
}

/** Puts a `build.*` value into the state. */
export function setBuildValue(state: DockerState, name: string, value: Data): void {
  state.generatedData = new Map([...(state.generatedData ?? []), [name, value]]);
}
