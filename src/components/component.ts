import type { Value } from '../values/index.ts';
import type { Artifact } from './artifact.ts';
import type { Communicator } from './communicator.ts';
import type { Data, DataMap } from './data.ts';
import type { ComponentSchema } from './schema.ts';
import type { Ui } from './ui.ts';

/** What core tells every component about the build it takes part in (plugin-protocol 6.3, 6.6). */
export interface BuildSettings {
  readonly buildName: string;
  readonly builderType: string;
  /** The compatible version, such as `1.16.0`. */
  readonly coreVersion: string;
  readonly debug: boolean;
  readonly force: boolean;
  readonly onError: 'cleanup' | 'abort' | 'ask' | 'run-cleanup-provisioner' | '';
  /** Names, not values. */
  readonly sensitiveVariables?: readonly string[];
  /** Legacy JSON templates only. */
  readonly templatePath?: string;
  /** Legacy JSON templates only. */
  readonly userVariables?: ReadonlyMap<string, string>;
}

/**
 * Configuration for one component. `decoded`: one object value that follows the schema completely,
 * from HCL2. `raw`: what a legacy JSON template says, still with `{{ }}` calls in it, together with
 * the placeholder of every build variable; the component interpolates it (json-templates 7).
 */
export type ComponentConfig =
  | {
      readonly kind: 'decoded';
      readonly body: Value;
      /** Plain data laid over the body, key by key: `override` of a provisioner. */
      readonly override?: DataMap;
    }
  | {
      readonly kind: 'raw';
      readonly body: DataMap;
      /** As the template has it: null overrides nothing, and what else is no map is refused. */
      readonly override?: Data;
      readonly placeholders?: ReadonlyMap<string, string>;
    };

/** What came of preparing a component. Errors and warnings are sentences for the user. */
export interface Prepared {
  readonly warnings: readonly string[];
  /** Absent when the configuration is accepted. */
  readonly error?: string;
  /** Builders: names of additional `build.*` values. */
  readonly generatedVariables: readonly string[];
}

/** What every call that does work receives. */
export interface RunContext {
  /** Aborted on cancel or timeout; clean-up still runs to its end. */
  readonly signal: AbortSignal;
  readonly ui: Ui;
}

/**
 * A component can be prepared more than once; each time replaces what was there. `prepare` has no
 * side effects outside the component. Foreign code may throw from any of these calls.
 */
export interface Component {
  schema(): Promise<ComponentSchema>;
  prepare(config: ComponentConfig, settings: BuildSettings): Promise<Prepared>;
}

/** The two hooks a builder may call (components 1.4). Other names are ignored. */
export type HookName = 'packer_provision' | 'packer_cleanup_provision';

/** Given to a builder: runs the provisioners against the machine that can now be reached. */
export type ProvisionHook = (
  name: HookName,
  context: RunContext,
  /** Absent when the builder has none: provisioners then fail. */
  communicator: Communicator | undefined,
  data: DataMap,
) => Promise<void>;

/** Starts a machine, calls the hook once it can be reached, and turns the machine into an artifact. */
export interface Builder extends Component {
  run(context: RunContext, hook: ProvisionHook): Promise<Artifact | undefined>;
}

/** Changes the machine through the communicator. */
export interface Provisioner extends Component {
  provision(context: RunContext, communicator: Communicator, data: DataMap): Promise<void>;
}

/**
 * What to do with the input artifact: `always` keep it, even if the template says otherwise; keep it
 * `unless-told-otherwise`; or `discard` it unless the template says to keep it (components 1.8).
 */
export type KeepInput = 'always' | 'unless-told-otherwise' | 'discard';

/** What a post-processor made of its input. */
export interface PostProcessed {
  /** Undefined ends the sequence. May be the input itself. */
  readonly artifact: Artifact | undefined;
  readonly keepInput: KeepInput;
}

/** Turns an artifact into another one. */
export interface PostProcessor extends Component {
  process(context: RunContext, input: Artifact): Promise<PostProcessed>;
}

/** Reads something while the template is evaluated. */
export interface Datasource extends Component {
  outputSchema(): Promise<ComponentSchema>;
  read(context: RunContext): Promise<Value>;
}

/** Every kind of component and what it can do. */
export interface ComponentKinds {
  builder: Builder;
  provisioner: Provisioner;
  'post-processor': PostProcessor;
  datasource: Datasource;
}

/** One of the kinds of component. */
export type ComponentKind = keyof ComponentKinds;

/**
 * Finds components by the names templates use. Every call gives a component of its own: nothing is
 * shared between two blocks of the same type (components 1.12).
 */
export interface ComponentLookup {
  find<K extends ComponentKind>(kind: K, name: string): Promise<ComponentKinds[K] | undefined>;
  /** True if `find` would find something; starts as little as possible. */
  has(kind: ComponentKind, name: string): Promise<boolean>;
  /** All names of a kind, for "Did you mean"; may ask every plugin. */
  names(kind: ComponentKind): Promise<readonly string[]>;
}
