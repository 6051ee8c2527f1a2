import { failed, ok, type Result } from '../../base/index.ts';
import type { BuildSettings, DataMap } from '../../components/index.ts';
import {
  type FunctionTable,
  formatRfc3339,
  formatStrftime,
  formatTime,
  type Parameter,
  type TemplateFunction,
  type TemplateValue,
} from '../../gotemplate/index.ts';
import type { ComponentHost } from '../component-host.ts';

/** What the functions of a template look at. */
export interface FunctionContext {
  readonly host: ComponentHost;
  readonly settings: BuildSettings;
  /** What the `build` function reads; undefined where there are no build variables at all. */
  readonly data: DataMap | undefined;
}

type Text = Result<TemplateValue, string>;
type Call = (...args: readonly TemplateValue[]) => Text;

const texts = (count: number): Parameter[] => Array.from({ length: count }, () => 'string');
const spec = (parameters: readonly Parameter[], call: Call): TemplateFunction => ({
  parameters,
  call,
});
/** A function of texts that cannot fail. */
const textual = (count: number, call: (...args: string[]) => string): TemplateFunction =>
  spec(texts(count), (...args) => ok(call(...args.map(String))));
const forbidden = (sentence: string): TemplateFunction => ({
  parameters: [],
  variadic: 'any',
  call: () => failed(sentence),
});

const placeholderSentence = 'To set this dynamically in the Packer template';

/** Placeholders are passed on as `{{.KEY}}`, for the rendering that knows the value. */
function buildVariable(name: string, data: DataMap | undefined): Text {
  if (data === undefined) {
    const problem = `the given variable ${name} will not be passed into your plugin.`;
    return failed(`Error validating build variable: ${problem}`);
  }
  const value = data.get(name);
  if (value === undefined) return failed(`loaded data, but couldnt find ${name} in it.`);
  if (typeof value === 'string' && value.includes(placeholderSentence)) return ok(`{{.${name}}}`);
  return ok(value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
}

function split(text: string, separator: string, index: bigint): Text {
  const parts = text.split(separator);
  if (index < 0n) return failed(`runtime error: index out of range [${index}]`);
  const part = parts[Number(index)];
  if (part !== undefined) return ok(part);
  return failed(
    `the substring ${index} was unavailable using the separator value, ${separator}, only ${parts.length} values were found`,
  );
}

/** The first `count` places, all of them if it is negative. */
function replace(old: string, replacement: string, count: bigint, text: string): string {
  if (count < 0n) return text.replaceAll(old, () => replacement);
  let rest = text;
  let result = '';
  for (let left = count; left > 0n; left--) {
    const at = rest.indexOf(old);
    if (at < 0) break;
    // An empty text is found before every character, the way Go counts it.
    const end = at + Math.max(old.length, 0);
    result += rest.slice(0, at) + replacement + (old === '' ? rest.slice(0, 1) : '');
    rest = rest.slice(old === '' ? end + 1 : end);
  }
  return result + rest;
}

function timeOrderedId({ platform }: ComponentHost): string {
  const seconds = Math.floor(platform.clock.now().getTime() / 1000);
  const random = [...platform.random.bytes(12)].map((byte) => byte.toString(16).padStart(2, '0'));
  const hex = (seconds % 2 ** 32).toString(16).padStart(8, '0') + random.join('');
  return [8, 12, 16, 20]
    .reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex)
    .toLowerCase();
}

function isotime(startedAt: Date, layouts: readonly TemplateValue[]): Text {
  if (layouts.length > 1)
    return failed(`too many values, 1 needed: [${layouts.map(String).join(' ')}]`);
  const [layout] = layouts;
  return ok(
    layout === undefined ? formatRfc3339(startedAt) : formatTime(startedAt, String(layout)),
  );
}

function templateFolder(path: string, host: ComponentHost): string {
  const { cwd, pathSeparator } = host.platform.environment;
  const absolute = /^(?:[/\\]|[A-Za-z]:)/.test(path) ? path : `${cwd}${pathSeparator}${path}`;
  const end = Math.max(absolute.lastIndexOf('/'), absolute.lastIndexOf(pathSeparator));
  const folder = absolute.slice(0, Math.max(end, 1));
  return folder.replaceAll(/[/\\]\.(?=[/\\]|$)/g, '');
}

const named = (value: string, name: string): TemplateFunction =>
  spec([], () => (value === '' ? failed(`${name} not available`) : ok(value)));

/** The functions of a template in an option of a component (components 4.11). */
export function templateFunctions(context: FunctionContext): FunctionTable {
  const { host, settings, data } = context;
  const { startedAt } = host;
  const secretsManager = forbidden('AWS Secrets Manager is only allowed in the variables section');
  return new Map<string, TemplateFunction>([
    ['build', spec(texts(1), (name) => buildVariable(String(name), data))],
    ['build_name', named(settings.buildName, 'build_name')],
    ['build_type', named(settings.builderType, 'build_type')],
    ['env', forbidden('env vars are not allowed here')],
    [
      'user',
      spec(texts(1), (name) =>
        settings.userVariables === undefined
          ? failed('test')
          : ok(settings.userVariables.get(String(name)) ?? ''),
      ),
    ],
    ['timestamp', spec([], () => ok(String(Math.floor(startedAt.getTime() / 1000))))],
    [
      'isotime',
      { parameters: [], variadic: 'string', call: (...layouts) => isotime(startedAt, layouts) },
    ],
    ['strftime', textual(1, (format = '') => formatStrftime(startedAt, format))],
    ['uuid', spec([], () => ok(timeOrderedId(host)))],
    ['pwd', spec([], () => ok(host.platform.environment.cwd))],
    [
      'template_dir',
      spec([], () =>
        settings.templatePath === undefined || settings.templatePath === ''
          ? failed('template path not available')
          : ok(templateFolder(settings.templatePath, host)),
      ),
    ],
    ['packer_version', named(settings.coreVersion, 'packer_version')],
    [
      'split',
      spec(['string', 'string', 'int'], (text, separator, index) =>
        split(String(text), String(separator), BigInt(Number(index))),
      ),
    ],
    [
      'replace',
      spec(['string', 'string', 'int', 'string'], (old, replacement, count, text) =>
        ok(replace(String(old), String(replacement), BigInt(Number(count)), String(text))),
      ),
    ],
    [
      'replace_all',
      textual(3, (old = '', replacement = '', text = '') => replace(old, replacement, -1n, text)),
    ],
    ['upper', textual(1, (text = '') => text.toUpperCase())],
    ['lower', textual(1, (text = '') => text.toLowerCase())],
    ['consul_key', forbidden('consul_key is not allowed here')],
    ['vault', forbidden('Vault vars are only allowed in the variables section')],
    ['aws_secretsmanager', secretsManager],
    ['aws_secretsmanager_raw', secretsManager],
    [
      'sed',
      forbidden(
        'template function `sed` is deprecated use `replace` or `replace_all` instead.Documentation: https://www.packer.io/docs/templates/engine',
      ),
    ],
  ]);
}
