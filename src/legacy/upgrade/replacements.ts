import { failed, ok, type Result } from '../../base/index.ts';
import {
  type FunctionTable,
  formatValue,
  type Parameter,
  quote,
  type TemplateFunction,
} from '../../gotemplate/index.ts';
import type { UpgradeState } from './state.ts';

type Text = Result<string, string>;

function fn(
  parameters: readonly Parameter[],
  call: (...args: readonly string[]) => Text,
  variadic?: Parameter,
): TemplateFunction {
  const typed = { parameters, call: (...args: readonly unknown[]) => call(...args.map(textOf)) };
  return variadic === undefined ? typed : { ...typed, variadic };
}

function textOf(value: unknown): string {
  return typeof value === 'bigint' || typeof value === 'string' ? formatValue(value) : '';
}

const docs = 'https://www.packer.io/docs/templates/hcl_templates';
const replacing =
  '`replace(string, substring, replacement)` or `regex_replace(string, substring, replacement)`';
const replacingDocs = `${docs}/functions/string/replace or ${docs}/functions/string/regex_replace`;

/** A call that only a person can translate. */
interface Untranslatable {
  readonly parameters: readonly Parameter[];
  /** The call in the new template; its order of arguments may differ. */
  readonly shows: (...args: readonly string[]) => string;
  readonly hint: string;
  readonly url: string;
}

function changesCase(name: string): Untranslatable {
  return {
    parameters: ['string'],
    shows: (text = '') => `\`${text}\``,
    hint: `\`${name}(var.example)\``,
    url: `${docs}/functions/string/${name}`,
  };
}

const untranslatable: ReadonlyMap<string, Untranslatable> = new Map<string, Untranslatable>([
  ['lower', changesCase('lower')],
  ['upper', changesCase('upper')],
  [
    'split',
    {
      parameters: ['string', 'string', 'int'],
      shows: (text = '', separator = '', index = '') => `\`${text}\` \`${separator}\` ${index}`,
      hint: '`split(separator, string)`',
      url: `${docs}/functions/string/split`,
    },
  ],
  [
    'replace',
    {
      parameters: ['string', 'string', 'int', 'string'],
      shows: (from = '', to = '', count = '', text = '') =>
        `\`${from}\` \`${to}\` \`${text}\` ${count}`,
      hint: replacing,
      url: replacingDocs,
    },
  ],
  [
    'replace_all',
    {
      parameters: ['string', 'string', 'string'],
      shows: (from = '', to = '', text = '') => `\`${from}\` \`${to}\` \`${text}\``,
      hint: replacing,
      url: replacingDocs,
    },
  ],
  [
    'clean_resource_name',
    {
      parameters: ['string'],
      shows: (text = '') => `\`${text}\``,
      hint: `use custom validation rules, ${replacing}`,
      url: `https://packer.io/docs/templates/hcl_templates/variables#custom-validation-rules , ${replacingDocs}`,
    },
  ],
]);

function complaint(name: string, { hint, url }: Untranslatable): string {
  return [
    `unhandled "${name}" call:`,
    `# there is no way to automatically upgrade the "${name}" call.`,
    `# Please manually upgrade to ${hint}`,
    `# Visit ${url} for more infos.`,
  ].join('\n');
}

/** An expression inside a quoted template. */
function hcl(expression: string): string {
  return `\${${expression}}`;
}

/** The functions that write HCL instead of computing (json-templates 11.6). */
export function replacements(
  state: UpgradeState,
  complain: (error: string) => void,
): FunctionTable {
  const constants = new Map([
    ['template_dir', hcl('path.root')],
    ['pwd', hcl('path.cwd')],
    ['packer_version', hcl('packer.version')],
    ['uuid', hcl('uuidv4()')],
    ['build_name', hcl('build.name')],
    ['build_type', hcl('build.type')],
  ]);
  const user = (name = ''): Text => ok(hcl(`${state.locals.has(name) ? 'local' : 'var'}.${name}`));
  const timestamp = (): Text => {
    state.usesTimestamp = true;
    return ok(hcl('local.timestamp'));
  };
  const isotime = (layout?: string): Text => {
    if (layout === undefined) return ok(hcl('timestamp()'));
    state.usesIsotime = true;
    return ok(hcl(`legacy_isotime("${layout}")`));
  };
  const strftime = (format?: string): Text => {
    if (format === undefined) return ok(hcl('timestamp()'));
    state.usesStrftime = true;
    return ok(hcl(`legacy_strftime("${format}")`));
  };
  const secret = (name?: string, key = ''): Text =>
    name === undefined
      ? failed('secret name must be provided')
      : ok(hcl(`data.amazon-secretsmanager.${state.secretLabel(name, key)}.value`));
  return new Map<string, TemplateFunction>([
    ...[...constants].map(([name, text]) => [name, fn([], () => ok(text))] as const),
    ['user', fn(['string'], user)],
    ['env', fn(['string'], (name) => ok(hcl(`env(${quote(name ?? '')})`)))],
    ['build', fn(['string'], (name) => ok(hcl(`build.${name}`)))],
    ['data', fn(['string'], (name) => ok(hcl(`data.${name}`)))],
    ['timestamp', fn([], timestamp)],
    ['isotime', fn([], isotime, 'string')],
    ['strftime', fn([], strftime, 'string')],
    ['aws_secretsmanager', fn([], secret, 'string')],
    ...[...untranslatable].map(([name, call]) => {
      const write = (...args: readonly string[]): Text => {
        complain(complaint(name, call));
        return ok(`{{ ${name} ${call.shows(...args)} }}`);
      };
      return [name, fn(call.parameters, write)] as const;
    }),
  ]);
}

/** Calls that turn a variable into a local, with what they take. */
const localCalls = new Map<string, readonly Parameter[] | 'any number'>([
  ['aws_secretsmanager', 'any number'],
  ['timestamp', 'any number'],
  ['isotime', 'any number'],
  ['strftime', 'any number'],
  ['user', 'any number'],
  ['template_dir', 'any number'],
  ['pwd', 'any number'],
  ['packer_version', 'any number'],
  ['uuid', 'any number'],
  ['lower', 'any number'],
  ['upper', 'any number'],
  ['split', ['string', 'string', 'int']],
  ['replace', ['string', 'string', 'int', 'string']],
  ['replace_all', ['string', 'string', 'string']],
]);

/** The functions for a variable's own block: `env` stays, everything else asks for a local. */
export function variableFunctions(askForLocal: () => void): FunctionTable {
  return new Map<string, TemplateFunction>([
    ['env', fn(['string'], (name) => ok(hcl(`env(${quote(name ?? '')})`)))],
    ...[...localCalls].map(([name, parameters]) => {
      const ask = (): Text => {
        askForLocal();
        return ok('');
      };
      const call = parameters === 'any number' ? fn([], ask, 'string') : fn(parameters, ask);
      return [name, call] as const;
    }),
  ]);
}
