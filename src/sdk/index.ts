// The face of sdk: what a component is written with.
export {
  type ByteSink,
  type ByteSource,
  type ByteStream,
  compareText,
  type Duration,
  discard,
  formatDuration,
  goJson,
  messageOf,
  parseDuration,
  parseStrictJson,
  plainJson,
  quote,
  type Result,
  textSink,
  unreachable,
} from '../base/index.ts';
export { encodedPowerShell } from '../communicators/index.ts';
export {
  type Artifact,
  type Builder,
  type BuildSettings,
  type CallOptions,
  type Communicator,
  type Component,
  type ComponentConfig,
  type ComponentKind,
  type ComponentKinds,
  type ComponentLookup,
  type ComponentSchema,
  type Data,
  type DataMap,
  type Datasource,
  disconnectedExitStatus,
  type FileInfo,
  type KeepInput,
  type PostProcessed,
  type PostProcessor,
  type Prepared,
  type Progress,
  type Provisioner,
  type ProvisionHook,
  type RemoteCommand,
  type RunContext,
  type RunningCommand,
  type Ui,
} from '../components/index.ts';
export { record, StringMap, type TemplateValue } from '../gotemplate/index.ts';
export {
  type Clock,
  type Environment,
  FileError,
  type Files,
  hostOf,
  type Log,
  isSocks,
  openTunnel,
  portOf,
  proxyAuthorization,
  proxyFor,
  randomNumber,
  type ReplacedFile,
  replaceFile,
  trustedCertificates,
} from '../platform/index.ts';
export type { Type, Value } from '../values/index.ts';
export { type ArtifactFacts, artifact } from './artifact.ts';
export { type BuilderDefinition, builder } from './builder.ts';
export { cancellation, cancelledText, throwIfCancelled, untilCancelled } from './cancellation.ts';
export { type ComponentHost, componentHost, type World } from './component-host.ts';
export type { ConfigShape, Issue } from './config/decode.ts';
export { block, duration, sensitive, triState } from './config/marks.ts';
export type {
  Call,
  ComponentFactory,
  Definition,
  PreparedCall,
  Verdict,
} from './configured.ts';
export { wholeNumber } from './config/whole-number.ts';
export { type DatasourceDefinition, datasource } from './datasource.ts';
export { checkExitStatus } from './exit-status.ts';
export {
  type HttpConfig,
  httpOptions,
  httpProblems,
  withHttpDefaults,
} from './http/http-config.ts';
export type { Interpolation } from './interpolation/interpolation.ts';
export { lineSink } from './line-sink.ts';
export { type Machine, machine, type RunOptions } from './machine.ts';
export { multiError } from './multi-error.ts';
export { runSteps, type StepPolicy } from './multistep/run-steps.ts';
export type { Step, StepOutcome, StepState } from './multistep/step.ts';
export {
  generatedDataOf,
  type PostProcessorDefinition,
  postProcessor,
} from './post-processor.ts';
export { type ProvisionerDefinition, provisioner } from './provisioner.ts';
export { type RemoteRun, runWithUi } from './remote-command.ts';
export { type RetryPolicy, retry } from './retry.ts';
export { pluginComponents, type PluginDefinition, type Served, servePlugin } from './serve.ts';
export { communicatorProblems } from './steps/check-communicator.ts';
export { expandHome, type KeyCheck } from './steps/check-key.ts';
export {
  type CommunicatorConfig,
  communicatorOptions,
  type Endpoint,
  endpointOf,
  withCommunicatorDefaults,
} from './steps/communicator-config.ts';
export type { Connector, ConnectorInput, ConnectorTable } from './steps/connector.ts';
export { generatedData, isMissingValue, missingValue } from './steps/generated-data.ts';
export { noneCommunicator } from './steps/none-communicator.ts';
export { type StepConnectOptions, stepConnect } from './steps/step-connect.ts';
export { type StepHttpServerOptions, stepHttpServer } from './steps/step-http-server.ts';
export { type StepProvisionOptions, stepProvision } from './steps/step-provision.ts';
export { type StepRemoveKeysOptions, stepRemoveKeys } from './steps/step-remove-keys.ts';
export { type StepSshKeysOptions, stepSshKeys } from './steps/step-ssh-keys.ts';
export { type TemporaryFileOptions, writeTemporaryFile } from './temporary-file.ts';
export { defaultComponentName } from '../wire/index.ts';
