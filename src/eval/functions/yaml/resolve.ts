import { failed, ok, type Result } from '../../../base/index.ts';
import {
  BigFloat,
  bool,
  dynamicNull,
  integer,
  number,
  quote,
  string,
  type Value,
} from '../../../values/index.ts';
import { formatRfc3339 } from '../time/format-date.ts';
import { daysFromCivil, daysInMonth } from '../time/moment.ts';
import type { ScalarStyle } from './tokens.ts';

export const standardTagPrefix = 'tag:yaml.org,2002:';

const tags = {
  string: `${standardTagPrefix}str`,
  bool: `${standardTagPrefix}bool`,
  int: `${standardTagPrefix}int`,
  float: `${standardTagPrefix}float`,
  null: `${standardTagPrefix}null`,
  timestamp: `${standardTagPrefix}timestamp`,
  binary: `${standardTagPrefix}binary`,
} as const;
const known: readonly string[] = ['', ...Object.values(tags)];

/** A key that merges the mapping it names into the mapping it stands in. */
export const mergeKey = Symbol('merge key');

const truths: readonly string[] = 'y Y yes Yes YES true True TRUE on On ON'.split(' ');
const falsehoods: readonly string[] = 'n N no No NO false False FALSE off Off OFF'.split(' ');
const nulls: readonly string[] = ['', '~', 'null', 'Null', 'NULL'];

/** Words that stand for something else than text. */
const words: ReadonlyMap<string, Value> = new Map([
  ...truths.map((word) => [word, bool(true)] as const),
  ...falsehoods.map((word) => [word, bool(false)] as const),
  ...nulls.map((word) => [word, dynamicNull] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [
    [word, number(BigFloat.infinity)] as const,
    [`+${word}`, number(BigFloat.infinity)] as const,
    [`-${word}`, number(BigFloat.negativeInfinity)] as const,
  ]),
]);

const timestampForm =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))| (\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?)?$/;

/** A timestamp in RFC 3339 without its fraction; the language has no type for time. */
function timestamp(text: string): string | undefined {
  const found = timestampForm.exec(text);
  if (found === null) return undefined;
  const part = (index: number) => Number(found[index] ?? '0');
  const [year, month, day] = [part(1), part(2), part(3)];
  const clock = found[4] === undefined ? 10 : 4;
  const [hour, minute, second] = [part(clock), part(clock + 1), part(clock + 2)];
  const fits =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    part(8) <= 24 &&
    part(9) <= 60;
  if (!fits) return undefined;
  const offset = (found[7] === '-' ? -1 : 1) * (part(8) * 3600 + part(9) * 60);
  const local = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return formatRfc3339({ unix: BigInt(local - offset), nanoseconds: 0, offset });
}

const wholeForm = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*)$/;

/** Whole numbers with a base prefix, as far as they fit into 64 bits. */
function basedInteger(text: string): Value | undefined {
  const found = wholeForm.exec(text);
  if (found === null) return undefined;
  const digits = found[2]!;
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const signed = found[1] === '-' ? -magnitude : magnitude;
  const limit = found[1] === '' ? 1n << 64n : 1n << 63n;
  return signed < limit && signed >= -(1n << 63n) ? integer(signed) : undefined;
}

function decimal(text: string): Value | undefined {
  const parsed = BigFloat.parse(text);
  return parsed && number(parsed);
}

/** Is the text base64 with padding? Line ends do not matter. */
export function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
    text.replace(/[\r\n]/g, ''),
  );
}

/** What an untagged or loosely tagged text looks like; undefined for text that is just text. */
function guess(text: string, tag: string): Result<Value | undefined, string> {
  const word = words.get(text);
  if (word !== undefined) return ok(word);
  if (tag === '' && ['.nan', '.NaN', '.NAN'].includes(text))
    return failed('floating point NaN is not supported');
  if (text.startsWith('.')) return ok(decimal(text));
  if (!/^[0-9+-]/.test(text)) return ok(undefined);
  const time = tag === '' || tag === tags.timestamp ? timestamp(text) : undefined;
  return ok(time === undefined ? decimal(text.replaceAll('_', '')) : string(time));
}

function resolveTagged(text: string, tag: string): Value | undefined {
  switch (tag) {
    case tags.bool:
      if (truths.includes(text)) return bool(true);
      return falsehoods.includes(text) ? bool(false) : undefined;
    case tags.int:
    case tags.float: {
      const plain = text.replaceAll('_', '');
      return decimal(plain) ?? basedInteger(plain);
    }
    case tags.timestamp: {
      const time = timestamp(text);
      return time === undefined ? undefined : string(time);
    }
    case tags.null:
      return dynamicNull;
    default:
      return string(text);
  }
}

/** What a scalar means, by its tag, its text and the way it is written. */
export function resolveScalar(
  text: string,
  tag: string,
  style: ScalarStyle,
): Result<Value | typeof mergeKey, string> {
  if (!known.includes(tag)) return failed(`unsupported tag ${quote(tag)}`);
  if (tag === tags.binary && !isBase64(text))
    return failed(`cannot parse ${quote(text)} as ${tag}: not valid base64`);
  if (tag === tags.string || tag === tags.binary) return ok(string(text));
  let effective = tag;
  if (text === '' || /^[-+0-9.~yYnNtTfFoO]/.test(text)) {
    if (style === 'single' || style === 'double') return ok(string(text));
    const guessed = guess(text, tag);
    if (!guessed.ok) return guessed;
    if (guessed.value !== undefined) return ok(guessed.value);
    if (/^-?0b/.test(text.replaceAll('_', ''))) effective = tags.int;
  }
  if (tag === '' && text === '<<') return ok(mergeKey);
  const value = resolveTagged(text, effective);
  return value === undefined ? failed(`cannot parse ${quote(text)} as ${effective}`) : ok(value);
}
