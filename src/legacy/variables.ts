import { compareText, failed, ok, type Result } from '../base/index.ts';
import {
  type FunctionContext,
  packerFunctions,
  parse,
  render,
  renderFully,
  type SecretStores,
} from '../gotemplate/index.ts';
import type { LegacyTemplate } from './model.ts';

/** What rendering variables may ask of the world; `variables` is added here. */
export type RenderingContext = Omit<FunctionContext, 'variables' | 'userVariables'> & {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stores: SecretStores;
};

/** A variable on its way to its value. */
interface Entry {
  readonly name: string;
  readonly raw: string;
}

/** Calls of components' data stay as they are until there is such data. */
const dataCall = /{{(\s|)\.(.*?)(\s|)}}/g;

/** Values with such a call are rendered again as long as others change. */
const backTickUser = /{{\s*user\s*`.*`\s*}}/;

/** More passes than any template needs. */
const mostPasses = 100;

type Rendered =
  | { readonly kind: 'value'; readonly text: string }
  /** Another variable may get its value later. */
  | { readonly kind: 'waits'; readonly error: string }
  | { readonly kind: 'wrong'; readonly error: string };

/**
 * Gives every variable its value (json-templates 6.2). Variables may use each other in any order.
 * `supplied` wins over defaults; names that are not declared count as well.
 */
export function renderVariables(
  template: LegacyTemplate,
  supplied: ReadonlyMap<string, string>,
  context: RenderingContext,
): Result<ReadonlyMap<string, string>, string> {
  const names = [...new Set([...template.variables.keys(), ...supplied.keys()])].sort(compareText);
  let waiting: readonly Entry[] = names.map((name) => ({
    name,
    raw: supplied.get(name) ?? template.variables.get(name)?.default ?? '',
  }));
  const values = new Map(supplied);
  let visible: ReadonlyMap<string, string> = new Map();
  for (let pass = 0; pass < mostPasses; pass++) {
    const remaining: Entry[] = [];
    let failure = '';
    let changed = false;
    let rendered = false;
    for (const entry of waiting) {
      const result = renderEntry(entry, visible, context);
      if (result.kind === 'wrong') return failed(result.error);
      if (result.kind === 'waits') {
        failure = `"${entry.name}": "${entry.raw}"; error: ${result.error}`;
        remaining.push(entry);
        continue;
      }
      rendered = true;
      changed ||= visible !== values || values.get(entry.name) !== result.text;
      values.set(entry.name, result.text);
      visible = values;
      if (backTickUser.test(entry.raw)) remaining.push(entry);
    }
    waiting = remaining;
    if (failure === '') break;
    if (!rendered) return failed(unresolved(failure));
    // Every further pass would be the same as this one.
    if (!changed) break;
  }
  return ok(values);
}

function unresolved(failure: string): string {
  return `Failed to interpolate ${failure}: Please make sure that the variable you're referencing has been defined; Packer treats all variables used to interpolate other user variables as required.`;
}

function renderEntry(
  { name, raw }: Entry,
  userVariables: ReadonlyMap<string, string>,
  context: RenderingContext,
): Rendered {
  const { environment, stores } = context;
  const functions = packerFunctions({
    ...context,
    userVariables,
    variables: { environment, stores },
  });
  const kept: string[] = [];
  const shielded = raw.replace(dataCall, (call) => `\ue000${kept.push(call) - 1}\ue001`);
  const parsed = parse(shielded, functions);
  if (!parsed.ok) {
    const error = `error interpolating default value for '${name}': ${parsed.error}`;
    return { kind: 'wrong', error };
  }
  const result = render(parsed.value, null, functions);
  if (!result.ok) {
    const waits = result.error.includes('Error: variable not set:');
    return { kind: waits ? 'waits' : 'wrong', error: result.error };
  }
  const text = result.value.replace(/\ue000(\d+)\ue001/g, (token, place) => {
    return kept[Number(place)] ?? token;
  });
  return { kind: 'value', text };
}

/**
 * The names of builds by raw builder name: rendered until nothing changes. The failure is the text
 * for the user.
 */
export function renderBuildNames(
  template: LegacyTemplate,
  userVariables: ReadonlyMap<string, string>,
  context: RenderingContext,
): Result<ReadonlyMap<string, string>, string> {
  const functions = packerFunctions({ ...context, userVariables });
  const names = new Map<string, string>();
  for (const raw of template.builders.keys()) {
    const name = renderFully(raw, null, functions);
    if (!name.ok) return failed(`Error interpolating builder '${raw}': ${name.error}`);
    names.set(raw, name.value);
  }
  return ok(names);
}
