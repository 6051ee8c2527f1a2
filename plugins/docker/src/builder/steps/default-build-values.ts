import type { Step } from 'tspacker/sdk';
import { type DockerState, setBuildValue } from '../state.ts';

/** Gives every `build.*` value of ours something to show where it stays unknown. */
export const defaultBuildValues: Step<DockerState> = {
  name: 'StepDefaultGeneratedData',
  async run(state) {
    setBuildValue(state, 'ImageSha256', 'ERR_IMAGE_SHA256_NOT_FOUND');
    setBuildValue(state, 'SourceImageDigest', 'ERR_SOURCE_IMAGE_DIGEST_NOT_FOUND');
    setBuildValue(state, 'SourceImageSha256', 'ERR_SOURCE_IMAGE_SHA256_NOT_FOUND');
    return 'continue';
  },
};
