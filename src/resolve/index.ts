// The face of resolve: what every name of a template is worth.
export { knownBuildNames, placeholderBuildValues, realBuildValues } from './build-values.ts';
export {
  gatherInputs,
  type InputOrigin,
  type InputRequest,
  type Inputs,
  type InputValue,
} from './inputs.ts';
export type {
  BodyScope,
  BuildSource,
  ComponentBody,
  DeferredBody,
  LegacySettings,
  PostProcessorUse,
  ProvisionerUse,
  RawBody,
  RegistryBlock,
  ResolvedBuild,
  ResolvedLocal,
  ResolvedTemplate,
  ResolvedVariable,
  SourceFilter,
} from './model.ts';
export type { ResolveHost, ResolvePolicy } from './resolve-host.ts';
export { resolveTemplate } from './resolve-template.ts';
export { resolveLegacyTemplate } from './legacy.ts';
