import {
  type BuildSettings,
  type ComponentConfig,
  type DataMap,
  toDataMap,
} from '../../components/index.ts';
import type { ComponentHost } from '../component-host.ts';
import { type Interpolation, interpolation } from '../interpolation/interpolation.ts';
import { decodingError, errorList, multiError } from '../multi-error.ts';
import { checkFit } from './fit.ts';
import type { Option } from './option.ts';
import { checkTemplates, renderLayer } from './render-layer.ts';
import { goKind, weakDecode } from './weak-decode.ts';

/** One complaint of a schema about the configuration. */
export interface Issue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** A zod object, of the whole library or of its small edition, that describes the options. */
export interface ConfigShape<Config> {
  readonly _zod: { readonly def: object };
  safeParse(
    data: unknown,
    context?: { readonly jitless: boolean },
  ):
    | { readonly success: true; readonly data: Config }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}

/** How the configuration of one component is read. */
export interface DecodingRules<Config> {
  readonly schema: ConfigShape<Config>;
  readonly options: ReadonlyMap<string, Option>;
  /** Options that hold templates for later: checked, but not rendered at prepare. */
  readonly renderLater: ReadonlySet<string>;
  /** Options nobody renders or checks: the component does not know templates. */
  readonly withoutTemplates: boolean;
  /** Whether the component works in a build that has begun, and so has `build` values to read. */
  readonly buildValues: boolean;
  /** Options renamed long ago; legacy templates that still use them are told so. */
  readonly deprecated: ReadonlySet<string>;
}

/** A configuration that was accepted, and the interpolation that goes with it. */
export interface Decoded<Config> {
  readonly config: Config;
  readonly interpolation: Interpolation;
}

function unusedKey(key: string, deprecated: ReadonlySet<string>): string {
  if (!deprecated.has(key)) return `unknown configuration key: '"${key}"'`;
  return (
    `Deprecated configuration key: '${key}'. Please call \`packer fix\` against your template to ` +
    'update your template to be compatible with the current version of Packer. Visit ' +
    'https://www.packer.io/docs/commands/fix/ for more detail.'
  );
}

function layersOf(config: ComponentConfig): readonly DataMap[] {
  const body = config.kind === 'decoded' ? toDataMap(config.body) : config.body;
  const { override = null } = config;
  if (override === null) return [body];
  if (override instanceof Map) return [body, override];
  throw new Error(`'' expected a map, got '${goKind(override)}'`);
}

/** The user variables of a legacy template: their values must be templates too. */
function variablesLayer({ userVariables = new Map() }: BuildSettings): DataMap {
  return new Map([['packer_user_variables', userVariables]]);
}

/** The sentence for an issue: custom ones speak for themselves, others name the option. */
function sentence({ code, message, path }: Issue): string {
  if (code === 'custom' || path.length === 0) return message;
  return `'${path.map(String).join('.')}': ${message}`;
}

function checkUnused(unused: readonly string[], deprecated: ReadonlySet<string>): void {
  const ignored = (key: string) => key === 'type' || key.startsWith('packer_');
  const wrong = unused.filter((key) => !ignored(key)).sort();
  if (wrong.length > 0) throw new Error(errorList(wrong.map((key) => unusedKey(key, deprecated))));
}

function checkDurations(issues: readonly Issue[]): void {
  const durations = issues.filter(({ message }) => message.startsWith('time: '));
  const errors = durations.map(
    ({ path, message }) => `error decoding '${path.map(String).join('.')}': ${message}`,
  );
  if (errors.length > 0) throw new Error(decodingError(errors));
}

/**
 * Reads the configuration of a component by Packer's rules (components 2.0): check the templates,
 * render them, decode weakly, refuse what is not known. Throws an Error for the user.
 */
export function decodeConfig<Config>(
  given: ComponentConfig,
  settings: BuildSettings,
  rules: DecodingRules<Config>,
  host: ComponentHost,
): Decoded<Config> {
  if (given.kind === 'decoded') checkFit(given.body, rules.options);
  const placeholders = given.kind === 'raw' ? given.placeholders : undefined;
  const data = rules.buildValues ? (placeholders ?? new Map<string, string>()) : undefined;
  const templates = interpolation({ host, settings, data });
  let layers = layersOf(given);
  if (!rules.withoutTemplates) {
    for (const layer of [...layers, variablesLayer(settings)]) checkTemplates(layer, templates);
    layers = layers.map((layer) => renderLayer(layer, rules.renderLater, templates));
  }
  const { values, errors, unused } = weakDecode(layers, rules.options);
  if (errors.length > 0) throw new Error(decodingError(errors));
  checkUnused(unused, rules.deprecated);
  // A configuration is read once or twice: code compiled for it would never pay.
  const checked = rules.schema.safeParse(values, { jitless: true });
  if (checked.success) return { config: checked.data, interpolation: templates };
  checkDurations(checked.error.issues);
  throw new Error(multiError(checked.error.issues.map(sentence)));
}
