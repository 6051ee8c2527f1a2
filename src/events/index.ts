// The face of events: everything that can happen, who listens, and how secrets stay out of it.
export type {
  ArtifactSummary,
  BuildFailed,
  BuildFinished,
  BuildNotStarted,
  BuildsSelected,
  ComponentSpoke,
  DebugEntered,
  PluginInstalled,
  Diagnosed,
  EnforcementSkipped,
  Event,
  Interrupted,
  PostProcessorStarted,
  ProvisionerWrapped,
  Recorded,
  RunCancelled,
  RunCompleted,
  RunSummarised,
  Said,
  Speaker,
} from './event.ts';
export type { EventSink, Listener } from './listener.ts';
export { Secrets } from './secrets.ts';
export { speakingUi } from './speaking.ts';
