import { compareText, ok } from '../../base/index.ts';
import { parse, render, type TemplateFunction } from '../../gotemplate/index.ts';
import type { LegacyTemplate, LegacyVariable } from '../model.ts';
import { attribute, block } from './hcl-text.ts';
import { variableFunctions } from './replacements.ts';
import { execute, executeBlock, rewriteCalls, withReason } from './rewrite-calls.ts';
import type { UpgradeState } from './state.ts';

/** The text of all variables and of all locals that they became. */
export interface VariableBlocks {
  readonly variables: string;
  readonly locals: string;
}

/** Turns user variables into input variables and locals (json-templates 11.4). */
export function variableBlocks(template: LegacyTemplate, state: UpgradeState): VariableBlocks {
  let variables = '';
  let sensitiveLocals = '';
  let locals = '';
  for (const variable of allVariables(template)) {
    const sensitive = template.sensitiveVariables.includes(variable.name);
    if (!becomesLocal(variable.default)) {
      variables += inputVariable(variable, sensitive);
      continue;
    }
    state.locals.add(variable.name);
    if (!sensitive) locals += attribute(variable.name, variable.default);
    else {
      const body = attribute('sensitive', true) + attribute('expression', variable.default);
      sensitiveLocals += rewriteCalls(`\n${block('local', [variable.name], body)}`, state);
    }
  }
  const others = locals === '' ? '' : rewriteCalls(`\n${block('locals', [], locals)}`, state);
  return { variables, locals: sensitiveLocals + others };
}

/** Declared variables and those that the template only mentions, sorted. */
function allVariables(template: LegacyTemplate): readonly LegacyVariable[] {
  const variables = new Map(template.variables);
  for (const name of mentionedVariables(template.text)) {
    if (!variables.has(name)) variables.set(name, { name, default: '', required: true });
  }
  return [...variables.values()].sort((a, b) => compareText(a.name, b.name));
}

/** Names in `user` calls, if the whole file is a template that calls nothing else. */
function mentionedVariables(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const user: TemplateFunction = {
    parameters: ['string'],
    call: (name) => {
      if (typeof name === 'string') names.add(name);
      return ok('');
    },
  };
  const functions = new Map([['user', user]]);
  const template = parse(text, functions);
  const fine = template.ok && render(template.value, null, functions).ok;
  return fine ? names : new Set();
}

/** True if the default calls something that an input variable may not. */
function becomesLocal(text: string): boolean {
  let asked = false;
  execute(
    text,
    variableFunctions(() => {
      asked = true;
    }),
  );
  return asked;
}

function inputVariable(variable: LegacyVariable, sensitive: boolean): string {
  const hasDefault = variable.default !== '' || !variable.required;
  const body = [
    'type = string\n',
    hasDefault ? attribute('default', variable.default) : '',
    sensitive ? attribute('sensitive', true) : '',
  ].join('');
  const text = `\n${block('variable', [variable.name], body)}`;
  const result = executeBlock(
    text,
    variableFunctions(() => undefined),
  );
  return result.ok ? result.value : withReason(result.error);
}

/** What precedes the locals: things that replaced calls rely on. */
export function localsPreamble(state: UpgradeState, annotations: boolean): string {
  const advice = (name: string): string =>
    `# The "${name}" function has been provided for backwards compatability, but we recommend switching to the timestamp and formatdate functions.\n`;
  const explanation = annotations ? '# "timestamp" template function replacement\n' : '';
  const timestamp = 'locals { timestamp = regex_replace(timestamp(), "[- TZ:]", "") }\n';
  return [
    state.usesTimestamp ? `\n${explanation}${timestamp}` : '',
    state.usesIsotime ? advice('legacy_isotime') : '',
    state.usesStrftime ? advice('legacy_strftime') : '',
  ].join('');
}
