import { parseWholeNumber } from '../base/index.ts';

/** What every flag has: words for the help text. */
interface Described {
  /** What the flag takes, for the help text: `-var KEY=VALUE`. Absent: only the name is shown. */
  readonly shows?: string;
  readonly help: string;
  /** Accepted, but not worth a line in the help text. */
  readonly hidden?: boolean;
  /** In the help text, but taken out of the command line before flags are parsed. */
  readonly listedOnly?: boolean;
}

/** One flag of a command, as data. */
export type FlagSpec = Described &
  (
    | { readonly kind: 'boolean'; readonly default: boolean }
    | { readonly kind: 'integer'; readonly default: number }
    | { readonly kind: 'string'; readonly default: string }
    /** Split at commas; repeats append. */
    | { readonly kind: 'comma-list' }
    /** Repeats append. */
    | { readonly kind: 'list' }
    /** `key=value`; the last one of a key wins. */
    | { readonly kind: 'pairs' }
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default: string }
    | { readonly kind: 'config-type' }
  );

/** The flags of a command by name, without dash. */
export type FlagTable = Readonly<Record<string, FlagSpec>>;

/** What a flag is worth after parsing. */
export type FlagValue<S extends FlagSpec> = S extends { kind: 'boolean' }
  ? boolean
  : S extends { kind: 'integer' }
    ? number
    : S extends { kind: 'string' | 'choice' }
      ? string
      : S extends { kind: 'comma-list' | 'list' }
        ? readonly string[]
        : S extends { kind: 'pairs' }
          ? ReadonlyMap<string, string>
          : 'json' | 'hcl2';

/** The values of all flags of a table. */
export type FlagValues<T extends FlagTable> = { readonly [K in keyof T]: FlagValue<T[K]> };

/** What a command line says. */
export interface ParsedFlags<T extends FlagTable> {
  readonly flags: FlagValues<T>;
  /** What follows the flags. */
  readonly rest: readonly string[];
}

/** The command line does not follow the rules; the message is for the user. */
export class FlagError extends Error {}

const trueWords = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseWords = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

const quote = (text: string) => JSON.stringify(text);

function booleanOf(name: string, text: string): boolean {
  if (trueWords.has(text)) return true;
  if (falseWords.has(text)) return false;
  throw new FlagError(`invalid boolean value ${quote(text)} for -${name}: parse error`);
}

function integerOf(name: string, text: string): number {
  const parsed = parseWholeNumber(text);
  if (parsed.ok) return Number(parsed.value);
  const reason = parsed.error === 'invalid syntax' ? 'parse error' : parsed.error;
  throw new FlagError(`invalid value ${quote(text)} for flag -${name}: ${reason}`);
}

function pairOf(name: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 0) {
    throw new FlagError(
      `invalid value ${quote(text)} for flag -${name}: No '=' value in arg: ${text}`,
    );
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function configTypeOf(name: string, text: string): 'json' | 'hcl2' {
  const lower = text.toLowerCase();
  if (lower === 'json' || lower === 'hcl2') return lower;
  throw new FlagError(
    `invalid value ${quote(text)} for flag -${name}: ${text} does not belong to configType values`,
  );
}

function choiceOf(name: string, text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new FlagError(
    `invalid value ${quote(text)} for flag -${name}: expected one of [${choices.map(quote).join(' ')}]`,
  );
}

type AnyValue = boolean | number | string | readonly string[] | ReadonlyMap<string, string>;

function initial(spec: FlagSpec): AnyValue {
  switch (spec.kind) {
    case 'comma-list':
    case 'list':
      return [];
    case 'pairs':
      return new Map();
    case 'config-type':
      return 'json';
    default:
      return spec.default;
  }
}

const listOf = (value: AnyValue): readonly string[] => (Array.isArray(value) ? value : []);

/** The value of a flag after one more mention of it. */
function advance(spec: FlagSpec, name: string, before: AnyValue, text: string): AnyValue {
  switch (spec.kind) {
    case 'boolean':
      return booleanOf(name, text);
    case 'integer':
      return integerOf(name, text);
    case 'string':
      return text;
    case 'comma-list':
      return [...listOf(before), ...text.split(',')];
    case 'list':
      return [...listOf(before), text];
    case 'pairs': {
      const [key, value] = pairOf(name, text);
      return new Map([...(before instanceof Map ? before : []), [key, value]]);
    }
    case 'choice':
      return choiceOf(name, text, spec.choices);
    case 'config-type':
      return configTypeOf(name, text);
  }
}

/**
 * Parses a command line by the rules of Go's `flag` package (cli 3): `-f` is `--f`, values follow `=`
 * or stand alone, and everything after the first word that is no flag is left as it is. Throws
 * FlagError.
 */
export function parseFlags<T extends FlagTable>(
  table: T,
  words: readonly string[],
): ParsedFlags<T> {
  const values: Record<string, AnyValue> = {};
  for (const [name, spec] of Object.entries(table)) values[name] = initial(spec);
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at]!;
    if (word.length < 2 || !word.startsWith('-')) break;
    if (word === '--') {
      at++;
      break;
    }
    const flag = word.replace(/^--?/, '');
    if (flag === '' || flag.startsWith('-') || flag.startsWith('=')) {
      throw new FlagError(`bad flag syntax: ${word}`);
    }
    const equals = flag.indexOf('=');
    const name = equals < 0 ? flag : flag.slice(0, equals);
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (spec === undefined || spec.listedOnly)
      throw new FlagError(`flag provided but not defined: -${name}`);
    let text = equals < 0 ? undefined : flag.slice(equals + 1);
    if (text === undefined && spec.kind === 'boolean') text = 'true';
    if (text === undefined) text = words[++at];
    if (text === undefined) throw new FlagError(`flag needs an argument: -${name}`);
    values[name] = advance(spec, name, values[name]!, text);
  }
  // `initial` and `advance` give each flag the type that FlagValue says; TypeScript cannot follow a record.
  return { flags: values as FlagValues<T>, rest: words.slice(at) };
}

/** The option lines of a help text, in the order of the table. */
export function describeFlags(table: FlagTable): string {
  const shown = Object.entries(table).filter(([, spec]) => spec.hidden !== true);
  const left = shown.map(([name, spec]) => `  -${name}${spec.shows ?? ''}`);
  const width = Math.max(0, ...left.map((text) => text.length)) + 2;
  return shown
    .map(([, spec], index) => {
      const [first = '', ...more] = spec.help.split('\n');
      const lines = [`${left[index]!.padEnd(width)}${first}`];
      return [...lines, ...more.map((line) => `${' '.repeat(width)}${line}`)].join('\n');
    })
    .join('\n');
}
