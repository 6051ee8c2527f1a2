// The face of prepare: from resolved blocks to builds that can start.
export type {
  PreparedBuild,
  PreparedPostProcessor,
  PreparedProvisioner,
} from './model.ts';
export {
  type PrepareHost,
  type PreparePolicy,
  type PrepareRequest,
  prepareBuilds,
} from './prepare-builds.ts';
export type { Selection } from './selection.ts';
