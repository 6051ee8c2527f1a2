import { messageOf } from '../base/index.ts';
import type {
  BuildSettings,
  Component,
  ComponentConfig,
  Data,
  Prepared,
} from '../components/index.ts';
import type { BodyScope, ComponentBody } from '../resolve/index.ts';
import { type Diagnostic, hasErrors } from '../source/index.ts';
import { inOneLine } from './diagnostics.ts';

/** Everything that decides what a component is prepared with. */
export interface Configuration {
  readonly body: ComponentBody;
  readonly scope: BodyScope;
  readonly settings: BuildSettings;
  readonly override?: Data | undefined;
  /** Legacy templates: what each build variable is replaced with before it has a value. */
  readonly placeholders?: ReadonlyMap<string, string>;
}

/** What came of it: diagnostics of the body, or else the component's own answer. */
export interface ConfigureOutcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly prepared: Prepared | undefined;
}

/**
 * Decodes a body by the component's schema and prepares the component with it. Components are foreign
 * code: one that throws, or whose process dies, has not accepted its configuration.
 */
export async function configure(
  component: Component,
  configuration: Configuration,
): Promise<ConfigureOutcome> {
  try {
    return await decodeAndPrepare(component, configuration);
  } catch (error) {
    const words = messageOf(error);
    const prepared = { warnings: [], generatedVariables: [], error: words };
    return { diagnostics: [], prepared };
  }
}

async function decodeAndPrepare(
  component: Component,
  configuration: Configuration,
): Promise<ConfigureOutcome> {
  const { body, settings } = configuration;
  let config: ComponentConfig;
  let diagnostics: readonly Diagnostic[] = [];
  if (body.kind === 'raw') {
    const placeholders =
      configuration.placeholders === undefined ? {} : { placeholders: configuration.placeholders };
    const override =
      configuration.override === undefined ? {} : { override: configuration.override };
    config = { kind: 'raw', body: body.data, ...override, ...placeholders };
  } else {
    const decoded = body.decode(await component.schema(), configuration.scope);
    diagnostics = decoded.diagnostics;
    if (hasErrors(diagnostics)) return { diagnostics, prepared: undefined };
    const { override } = configuration;
    config = {
      kind: 'decoded',
      body: decoded.value,
      ...(override instanceof Map ? { override } : {}),
    };
  }
  return { diagnostics, prepared: await component.prepare(config, settings) };
}

/** The reason why an outcome cannot be used, in one text; undefined if it can. */
export function problemOf(outcome: ConfigureOutcome): string | undefined {
  if (outcome.prepared === undefined) return inOneLine(outcome.diagnostics);
  return outcome.prepared.error;
}
