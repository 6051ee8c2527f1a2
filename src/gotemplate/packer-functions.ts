import { failed, ok, type Result } from '../base/index.ts';
import type { FunctionTable, Parameter, TemplateFunction } from './function.ts';
import { formatValue } from './print.ts';
import { formatRfc3339, formatStrftime, formatTime } from './time-layout.ts';
import type { TemplateValue } from './value.ts';

/** Stores that only the `variables` of a legacy template may read. Failures are shown as they are. */
export interface SecretStores {
  consulKey(key: string): Result<string, string>;
  vault(path: string, key: string): Result<string, string>;
  secretsManager(name: string, key: string | undefined): Result<string, string>;
  secretsManagerRaw(name: string): Result<string, string>;
}

/** What Packer's template functions may know of the world. */
export interface FunctionContext {
  /** When the process started: the one instant that all time functions show. */
  readonly started: Date;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly workingFolder: string;
  /** Folder of the template, absolute. Absent: `template_dir` fails. */
  readonly templateFolder?: string;
  readonly coreVersion?: string;
  readonly buildName?: string;
  readonly builderType?: string;
  /** Absent: `user` fails. */
  readonly userVariables?: ReadonlyMap<string, string>;
  /** What `build` reads: placeholders while preparing, real values later. Absent: there is no data. */
  readonly buildData?: ReadonlyMap<string, TemplateValue>;
  /** Set while rendering `variables` of a legacy template, and only then. */
  readonly variables?: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly stores: SecretStores;
  };
}

/** Says in a placeholder that the value is not known yet; `build` then leaves a call for later. */
export const placeholderHint =
  'To set this dynamically in the Packer template, you must use the `build` function';

type Call = TemplateFunction['call'];

function fn(parameters: readonly Parameter[], call: Call, variadic?: Parameter): TemplateFunction {
  return variadic === undefined ? { parameters, call } : { parameters, variadic, call };
}

function text(call: (...args: readonly string[]) => Result<string, string>): Call {
  return (...args) => call(...args.map(formatValue));
}

/**
 * The functions Packer adds to Go's templates. A context is cheap: make one per component, and
 * another one when the build data changes.
 */
export function packerFunctions(context: FunctionContext): FunctionTable {
  return new Map<string, TemplateFunction>([
    ...identityFunctions(context),
    ...timeFunctions(context.started),
    ...textFunctions(),
    ...variableFunctions(context),
    ['uuid', fn([], () => ok(timeOrderedUuid(context)))],
  ]);
}

type Entries = readonly (readonly [string, TemplateFunction])[];

function required(value: string | undefined, problem: string): TemplateFunction {
  return fn([], () => (value === undefined || value === '' ? failed(problem) : ok(value)));
}

function identityFunctions(context: FunctionContext): Entries {
  return [
    ['build_name', required(context.buildName, 'build_name not available')],
    ['build_type', required(context.builderType, 'build_type not available')],
    ['template_dir', required(context.templateFolder, 'template path not available')],
    ['packer_version', required(context.coreVersion, 'packer_version not available')],
    ['pwd', fn([], () => ok(context.workingFolder))],
    [
      'build',
      fn(
        ['string'],
        text((key) => buildValue(context.buildData, key)),
      ),
    ],
    [
      'user',
      fn(
        ['string'],
        text((name) => userVariable(context, name)),
      ),
    ],
  ];
}

function buildValue(
  data: ReadonlyMap<string, TemplateValue> | undefined,
  key: string,
): Result<string, string> {
  if (data === undefined) {
    return failed(
      `Error validating build variable: the given variable ${key} will not be passed into your plugin.`,
    );
  }
  const value = data.get(key);
  if (typeof value !== 'string') return failed(`loaded data, but couldnt find ${key} in it.`);
  return ok(value.includes(placeholderHint) ? `{{.${key}}}` : value);
}

function userVariable(context: FunctionContext, name: string): Result<string, string> {
  if (context.userVariables === undefined) return failed('test');
  const value = context.userVariables.get(name);
  if (value === undefined && context.variables !== undefined) {
    return failed(`Error: variable not set: ${name}`);
  }
  return ok(value ?? '');
}

function timeFunctions(started: Date): Entries {
  const seconds = String(Math.floor(started.getTime() / 1000));
  const isotime: Call = (...layouts) => {
    const [layout] = layouts;
    if (typeof layout !== 'string') return ok(formatRfc3339(started));
    if (layouts.length > 1) return failed(`too many values, 1 needed: ${formatValue(layouts)}`);
    return ok(formatTime(started, layout));
  };
  return [
    ['timestamp', fn([], () => ok(seconds))],
    ['isotime', fn([], isotime, 'string')],
    [
      'strftime',
      fn(
        ['string'],
        text((format) => ok(formatStrftime(started, format))),
      ),
    ],
  ];
}

function textFunctions(): Entries {
  return [
    [
      'lower',
      fn(
        ['string'],
        text((value) => ok(value.toLowerCase())),
      ),
    ],
    [
      'upper',
      fn(
        ['string'],
        text((value) => ok(value.toUpperCase())),
      ),
    ],
    ['replace', fn(['string', 'string', 'int', 'string'], replace)],
    [
      'replace_all',
      fn(
        ['string', 'string', 'string'],
        text((from = '', to = '', value = '') => ok(splitText(value, from).join(to))),
      ),
    ],
    ['split', fn(['string', 'string', 'int'], split)],
    [
      'sed',
      fn(['string', 'string'], () =>
        failed(
          'template function `sed` is deprecated use `replace` or `replace_all` instead.' +
            'Documentation: https://www.packer.io/docs/templates/engine',
        ),
      ),
    ],
  ];
}

const replace: Call = (from, to, count, value) => {
  const pieces = splitText(formatValue(value), formatValue(from));
  const limit = typeof count === 'bigint' && count >= 0n ? Number(count) : pieces.length;
  let out = pieces[0] ?? '';
  pieces.slice(1).forEach((piece, index) => {
    out += (index < limit ? formatValue(to) : formatValue(from)) + piece;
  });
  return ok(out);
};

/** An empty separator cuts before and after every character when replacing, as Go does. */
function splitText(value: string, separator: string): readonly string[] {
  return separator === '' ? ['', ...value, ''] : value.split(separator);
}

const split: Call = (value, separator, index) => {
  const mark = formatValue(separator);
  const parts = mark === '' ? [...formatValue(value)] : formatValue(value).split(mark);
  const place = typeof index === 'bigint' ? Number(index) : 0;
  if (parts.length <= place) {
    return failed(
      `the substring ${place} was unavailable using the separator value, ${mark}, only ${parts.length} values were found`,
    );
  }
  const part = parts[place];
  return part === undefined ? failed(`runtime error: index out of range [${place}]`) : ok(part);
};

function variableFunctions({ variables }: FunctionContext): Entries {
  const environment = (name: string): Result<string, string> =>
    variables === undefined
      ? failed('env vars are not allowed here')
      : ok(variables.environment[name] ?? '');
  const consul = (key: string): Result<string, string> =>
    variables?.stores.consulKey(key) ?? failed('consul_key is not allowed here');
  const vault = (path: string, key: string): Result<string, string> =>
    variables?.stores.vault(path, key) ??
    failed('Vault vars are only allowed in the variables section');
  const notHere = 'AWS Secrets Manager is only allowed in the variables section';
  const secret = (...names: readonly string[]): Result<string, string> => {
    if (variables === undefined) return failed(notHere);
    const [name, key] = names;
    if (name === undefined) return failed('secret name must be provided');
    if (names.length > 2) {
      return failed('only secret name and optional secret key can be provided.');
    }
    return variables.stores.secretsManager(name, key);
  };
  const raw = (name: string): Result<string, string> =>
    variables?.stores.secretsManagerRaw(name) ?? failed(notHere);
  return [
    [
      'env',
      fn(
        ['string'],
        text((name = '') => environment(name)),
      ),
    ],
    [
      'consul_key',
      fn(
        ['string'],
        text((key = '') => consul(key)),
      ),
    ],
    [
      'vault',
      fn(
        ['string', 'string'],
        text((path = '', key = '') => vault(path, key)),
      ),
    ],
    ['aws_secretsmanager', fn([], text(secret), 'string')],
    [
      'aws_secretsmanager_raw',
      fn(
        ['string'],
        text((name = '') => raw(name)),
      ),
    ],
  ];
}

/** Seconds since 1970 followed by random digits; orders by time, is no RFC 4122 UUID. */
function timeOrderedUuid({ started, randomBytes }: FunctionContext): string {
  const seconds = Math.floor(started.getTime() / 1000) % 2 ** 32;
  const hex = (bytes: Iterable<number>): string =>
    [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const digits = seconds.toString(16).padStart(8, '0') + hex(randomBytes(12));
  return [0, 8, 12, 16, 20]
    .map((from, index, starts) => digits.slice(from, starts[index + 1]))
    .join('-');
}
