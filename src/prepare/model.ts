import type { Duration } from '../base/index.ts';
import type { Builder, DataMap, PostProcessor, Provisioner } from '../components/index.ts';

/** A component cannot be used with the values that are known only now; the message is for the user. */
export class RefreshError extends Error {}

/** A provisioner that accepted its configuration. */
export interface PreparedProvisioner {
  readonly type: string;
  readonly component: Provisioner;
  /** Zero if not set. */
  readonly pauseBefore: Duration;
  /** Zero if not set. */
  readonly timeout: Duration;
  readonly maxRetries: number;
  readonly continueOnError: boolean;
  /**
   * Prepares the component again, now that `build.*` has real values. Nothing happens where the
   * template is no HCL2. Throws RefreshError.
   */
  refresh(data: DataMap): Promise<void>;
}

/** A post-processor that accepted its configuration. */
export interface PreparedPostProcessor {
  readonly type: string;
  /** Empty if the template gives none. */
  readonly name: string;
  readonly component: PostProcessor;
  readonly keepInputArtifact: boolean | undefined;
  /** As for provisioners, with what the input artifact says about its build; undefined: nothing. */
  refresh(data: DataMap | undefined): Promise<void>;
}

/** One builder with everything that runs along with it, ready to start. */
export interface PreparedBuild {
  /** What people see. */
  readonly name: string;
  readonly builderType: string;
  readonly builder: Builder;
  readonly provisioners: readonly PreparedProvisioner[];
  readonly errorCleanupProvisioner: PreparedProvisioner | undefined;
  /** Sequences; none is empty. */
  readonly postProcessors: readonly (readonly PreparedPostProcessor[])[];
}
