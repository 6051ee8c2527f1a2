// The face of app, and of the package: use cases, one function each.
export { type BuildReport, type BuildRequest, build } from './build.ts';
export { type ConsoleInput, consoleSession } from './console.ts';
export type { ConsoleRequest } from './console-subject.ts';
export { type FixHost, type FixRequest, fix } from './fix.ts';
export {
  type FormatHost,
  type FormatReport,
  type FormatRequest,
  format,
} from './format.ts';
export type { Host } from './host.ts';
export { typedLines } from './input-lines.ts';
export { type InspectRequest, inspect, valuesText } from './inspect.ts';
export { beginPhase, type Phase } from './phase.ts';
export {
  type Declared,
  declare,
  type EvaluationRequest,
  evaluate,
  type TemplateRequest,
} from './resolved.ts';
export { type TemplateLanguage, templateLanguage } from './template-language.ts';
export { type UpgradeHost, type UpgradeRequest, upgrade } from './upgrade.ts';
export { type ValidateRequest, validate } from './validate.ts';
export {
  type AttestationRequest,
  type AttestationWorld,
  type SignatureCheck,
  verifyAttestation,
} from './verify-attestation.ts';
export {
  type InstallFileRequest,
  pluginsInstallFile,
} from './plugins-install-file.ts';
export { pluginsInstalled } from './plugins-installed.ts';
export { pluginsRemove, pluginsRemovePath } from './plugins-remove.ts';
export { pluginsRequired } from './plugins-required.ts';
export type { StoreHost } from './store-host.ts';
export { init, type InitRequest } from './init.ts';
export { type PluginInstallRequest, pluginsInstall } from './plugin-install.ts';
export { type MirrorCommand, pluginsMirror } from './plugins-mirror.ts';
