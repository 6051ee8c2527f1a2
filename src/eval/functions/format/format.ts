import { failed, graphemes, ok, type Result } from '../../../base/index.ts';
import {
  asBool,
  asNumber,
  asString,
  boolType,
  convert,
  generalText,
  isNull,
  numberType,
  quote,
  string,
  stringType,
  type Value,
} from '../../../values/index.ts';
import { encodeJson, quoteJson } from '../json/encode.ts';
import { formatFloat, formatInteger } from './number-verb.ts';
import { parseFormat, type Verb } from './verb.ts';

/** Why a text could not be formatted: the format, or an argument too many (by position). */
export type FormatError =
  | { readonly kind: 'format'; readonly message: string }
  | { readonly kind: 'surplus'; readonly index: number; readonly message: string };

/** Pads a text on either side; zeros go there too. */
function padText(text: string, verb: Verb): string {
  const missing = (verb.width ?? 0) - graphemes(text).length;
  if (verb.width === undefined || missing <= 0) return text;
  const padding = (verb.zero ? '0' : ' ').repeat(missing);
  return verb.minus ? text + padding : padding + text;
}

function asWritten(value: Value, verb: Verb): Result<string, string> {
  if (!verb.sharp && !isNull(value)) {
    if (value.type.kind === 'string') return ok(padText(asString(value), verb));
    if (value.type.kind === 'number')
      return ok(padText(generalText(asNumber(value), undefined), verb));
  }
  const json = encodeJson(value);
  return json.ok ? ok(padText(json.value, verb)) : json;
}

function asTruth(value: Value): Result<string, string> {
  const truth = convert(value, boolType);
  return truth.ok ? ok(String(asBool(truth.value))) : truth;
}

function asText(value: Value, verb: Verb): Result<string, string> {
  const converted = convert(value, stringType);
  if (!converted.ok) return converted;
  let text = asString(converted.value);
  if (verb.precision !== undefined && verb.precision > 0)
    text = graphemes(text).slice(0, verb.precision).join('');
  if (verb.letter === 'q') text = quoteJson(asString(string(text)));
  return ok(padText(text, verb));
}

function asDigits(value: Value, verb: Verb): Result<string, string> {
  const converted = convert(value, numberType);
  if (!converted.ok) return converted;
  const exact = asNumber(converted.value);
  if ('eEfgG'.includes(verb.letter)) return ok(formatFloat(exact, verb));
  const whole = exact.toInt();
  return whole === undefined ? failed('an integer is required') : ok(formatInteger(whole, verb));
}

function formatOne(value: Value, verb: Verb): Result<string, string> | undefined {
  if (verb.letter === 'v') return asWritten(value, verb);
  if (isNull(value)) return failed('null value cannot be formatted');
  if (verb.letter === 't') return asTruth(value);
  if (verb.letter === 's' || verb.letter === 'q') return asText(value, verb);
  return 'bdoxXeEfgG'.includes(verb.letter) ? asDigits(value, verb) : undefined;
}

/** What a message shows of a character: in single quotes, escaped if it cannot be printed. */
function quoteCharacter(character: string): string {
  if (character === "'") return `'\\''`;
  if (character === '"') return `'"'`;
  return `'${quote(character).slice(1, -1)}'`;
}

function formatVerb(verb: Verb, index: number, args: readonly Value[]): Result<string, string> {
  const where = `${quote(verb.raw)} at ${verb.offset}`;
  const value = args[index - 1];
  if (value === undefined)
    return failed(
      `not enough arguments for ${where}: need index ${index} but have ${args.length} total`,
    );
  const formatted = formatOne(value, verb);
  if (formatted === undefined)
    return failed(
      `unsupported format verb '${verb.letter}' in ${quote(verb.raw)} at offset ${verb.offset}`,
    );
  return formatted.ok ? formatted : failed(`unsupported value for ${where}: ${formatted.error}`);
}

/** Formats wholly known arguments (template-language 4.8). Every argument must be used. */
export function formatText(format: string, args: readonly Value[]): Result<string, FormatError> {
  const parsed = parseFormat(format, quoteCharacter);
  let result = '';
  let next = 1;
  let highest = 0;
  for (const part of parsed.parts) {
    if (typeof part === 'string') {
      result += part;
      continue;
    }
    const index = part.argument ?? next;
    const formatted = formatVerb(part, index, args);
    if (!formatted.ok) return failed({ kind: 'format', message: formatted.error });
    result += formatted.value;
    highest = Math.max(highest, index);
    next = index + 1;
  }
  if (parsed.mistake !== undefined) return failed({ kind: 'format', message: parsed.mistake });
  if (highest >= args.length) return ok(result);
  const used =
    highest === 0 ? 'no verbs in format string' : `only ${highest} used by format string`;
  return failed({ kind: 'surplus', index: highest, message: `too many arguments; ${used}` });
}
