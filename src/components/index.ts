// The face of components: what a component can do, whoever wrote it and wherever it runs.
export type { Artifact } from './artifact.ts';
export {
  type CallOptions,
  type Communicator,
  disconnectedExitStatus,
  type FileInfo,
  type RemoteCommand,
  type RunningCommand,
} from './communicator.ts';
export type {
  Builder,
  BuildSettings,
  Component,
  ComponentConfig,
  ComponentKind,
  ComponentKinds,
  ComponentLookup,
  Datasource,
  HookName,
  KeepInput,
  PostProcessed,
  PostProcessor,
  Prepared,
  Provisioner,
  ProvisionHook,
  RunContext,
} from './component.ts';
export type { Data, DataMap } from './data.ts';
export type {
  AttributeSchema,
  BlockAttributesSchema,
  BlockLabelSchema,
  BlockListSchema,
  BlockMapSchema,
  BlockSchema,
  ComponentSchema,
  DefaultSchema,
  LiteralSchema,
  ObjectSchema,
  SchemaNode,
  TupleSchema,
} from './schema.ts';
export { fromData } from './from-data.ts';
export { toData, toDataMap } from './to-data.ts';
export type { Progress, Ui } from './ui.ts';
