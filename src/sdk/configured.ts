import { messageOf } from '../base/index.ts';
import type {
  BuildSettings,
  Component,
  ComponentConfig,
  ComponentSchema,
  Prepared,
  RunContext,
} from '../components/index.ts';
import type { ComponentHost } from './component-host.ts';
import { componentSchema } from './config/component-schema.ts';
import { type ConfigShape, decodeConfig, type DecodingRules } from './config/decode.ts';
import { readOptions } from './config/option.ts';
import { renamedEverywhere } from './config/renamed-options.ts';
import type { Interpolation } from './interpolation/interpolation.ts';
import { multiError } from './multi-error.ts';

/** What a component thinks of a configuration that could be decoded. */
export interface Verdict {
  /** Mistakes, shown together. */
  readonly errors?: readonly string[];
  /** A mistake that is shown alone and without a heading. */
  readonly error?: string;
  readonly warnings?: readonly string[];
  /** Builders: names of additional `build.*` values. */
  readonly generatedVariables?: readonly string[];
}

/** A configuration together with what is needed to work by it. */
export interface PreparedCall<Config> {
  readonly config: Config;
  readonly settings: BuildSettings;
  readonly host: ComponentHost;
  /** Renders the templates the component left for later. */
  readonly interpolation: Interpolation;
}

/** A call that does work. */
export interface Call<Config> extends PreparedCall<Config>, RunContext {}

/** The part of a definition that all kinds of component share. */
export interface Definition<Config> {
  /** A zod object with one entry per option. */
  readonly schema: ConfigShape<Config>;
  /** Options with templates that the component renders when it works. */
  readonly renderLater?: readonly (keyof Config & string)[];
  /** For components that leave `{{ }}` alone everywhere. */
  readonly withoutTemplates?: boolean;
  /** Its own options renamed long ago, for the error that names `packer fix`. */
  readonly deprecated?: readonly string[];
  /** For components that tell nobody which options were renamed: unknown options are all alike. */
  readonly withoutRenamedOptions?: boolean;
  /** Put before every error of decoding. */
  readonly decodingErrorPrefix?: string;
  /** Checks what the schema cannot say. Has no side effects; may throw an Error for the user. */
  check?(call: PreparedCall<Config>): Promise<Verdict | undefined> | Verdict | undefined;
}

/** Makes components of one type, each with a configuration of its own. */
export interface ComponentFactory<C extends Component> {
  create(host: ComponentHost): C;
}

/** What every component does the same way. */
export interface Configured<Config> extends Component {
  /** The call to work with; throws where nothing was prepared. */
  call(context: RunContext): Call<Config>;
}

/** What is worked out once per definition, when it is first needed. */
export interface Blueprint<Config> {
  readonly rules: DecodingRules<Config>;
  readonly schema: ComponentSchema;
}

function renamedOptions<Config>(definition: Definition<Config>): ReadonlySet<string> {
  if (definition.withoutRenamedOptions === true) return new Set();
  return new Set([...renamedEverywhere, ...(definition.deprecated ?? [])]);
}

/** Works out the schema and the decoding rules of a definition on first use. */
export function blueprint<Config>(
  definition: Definition<Config>,
  { buildValues }: Pick<DecodingRules<Config>, 'buildValues'>,
): () => Blueprint<Config> {
  let made: Blueprint<Config> | undefined;
  return () => {
    if (made !== undefined) return made;
    const options = readOptions(definition.schema);
    const rules = {
      schema: definition.schema,
      options,
      renderLater: new Set<string>(definition.renderLater ?? []),
      withoutTemplates: definition.withoutTemplates === true,
      buildValues,
      deprecated: renamedOptions(definition),
    };
    made = { rules, schema: componentSchema(options) };
    return made;
  };
}

function prepared(verdict: Verdict): Prepared {
  const { errors = [], warnings = [], generatedVariables = [] } = verdict;
  const error = verdict.error ?? (errors.length > 0 ? multiError(errors) : undefined);
  return { warnings, generatedVariables, ...(error === undefined ? {} : { error }) };
}

/** The half of a component that its definition does not write: schema and prepare. */
export function configured<Config>(
  definition: Definition<Config>,
  plan: () => Blueprint<Config>,
  host: ComponentHost,
): Configured<Config> {
  let current: PreparedCall<Config> | undefined;
  const decode = (config: ComponentConfig, settings: BuildSettings): PreparedCall<Config> => {
    try {
      return { settings, host, ...decodeConfig(config, settings, plan().rules, host) };
    } catch (error) {
      const prefix = definition.decodingErrorPrefix ?? '';
      throw new Error(prefix + messageOf(error), { cause: error });
    }
  };
  return {
    schema: async () => plan().schema,
    prepare: async (config, settings) => {
      current = undefined;
      try {
        const call = decode(config, settings);
        const result = prepared((await definition.check?.(call)) ?? {});
        if (result.error === undefined) current = call;
        return result;
      } catch (error) {
        return prepared({ error: messageOf(error) });
      }
    },
    call: (context) => {
      if (current === undefined) throw new Error('the component was not prepared');
      return { ...current, signal: context.signal, ui: context.ui };
    },
  };
}
