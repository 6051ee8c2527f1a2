import {
  type ClockReading,
  formatGoLayout,
  formatStrftime,
  monthNames,
  ok,
  parseDuration,
  weekdayNames,
} from '../../base/index.ts';
import {
  asString,
  integer,
  numberType,
  object,
  objectOf,
  quote,
  string,
  stringType,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { neverNull, numeric, text, wholeNumber } from './arguments.ts';
import type { FunctionPlace, FunctionPorts } from './ports.ts';
import { formatDate, formatRfc3339 } from './time/format-date.ts';
import {
  addNanoseconds,
  civilTime,
  isoWeek,
  type Moment,
  momentAt,
  momentOf,
} from './time/moment.ts';
import { parseLenientTimestamp, parseTimestamp } from './time/parse-rfc3339.ts';

function formatdate([format, time]: readonly Value[]): FunctionResult {
  const moment = parseTimestamp(asString(time!));
  if (!moment.ok) return argumentError(1, moment.error);
  const formatted = formatDate(asString(format!), moment.value);
  return formatted.ok ? ok(string(formatted.value)) : argumentError(0, formatted.error);
}

/** How messages about durations quote: every byte that is not printable ASCII for itself. */
function quoteBytes(text: string): string {
  const shown = Array.from(new TextEncoder().encode(text), (byte) => {
    if (byte < 0x20 || byte >= 0x80) return `\\x${byte.toString(16).padStart(2, '0')}`;
    const character = String.fromCharCode(byte);
    return character === '"' || character === '\\' ? `\\${character}` : character;
  });
  return `"${shown.join('')}"`;
}

function timeadd([timestamp, duration]: readonly Value[]): FunctionResult {
  const moment = parseTimestamp(asString(timestamp!));
  if (!moment.ok) return callError(moment.error);
  const span = parseDuration(asString(duration!), quoteBytes);
  if (!span.ok) return callError(span.error);
  return ok(string(formatRfc3339(addNanoseconds(moment.value, span.value))));
}

/** Calendar and clock as an object; `own` is what only one of the two functions gives. */
function parts(moment: Moment, own: readonly [string, Value]): Value {
  const time = civilTime(moment);
  const iso = isoWeek(time);
  return object([
    ['year', integer(time.year)],
    ['year_day', integer(time.yearDay)],
    ['day', integer(time.day)],
    ['month', integer(time.month)],
    ['month_name', string(monthNames[time.month - 1]!)],
    ['weekday', integer(time.weekday)],
    ['weekday_name', string(weekdayNames[time.weekday]!)],
    ['hour', integer(time.hour)],
    ['minute', integer(time.minute)],
    ['second', integer(time.second)],
    ['iso_year', integer(iso.year)],
    ['iso_week', integer(iso.week)],
    own,
  ]);
}

const numbers = [
  'year',
  'year_day',
  'day',
  'month',
  'weekday',
  'hour',
  'minute',
  'second',
  'iso_year',
  'iso_week',
].map((name) => [name, numberType] as const);
const names = ['month_name', 'weekday_name'].map((name) => [name, stringType] as const);

function rfc3339Parse([timestamp]: readonly Value[]): FunctionResult {
  const written = asString(timestamp!);
  const moment = parseLenientTimestamp(written);
  if (moment === undefined)
    return argumentError(0, `${quote(written)} is not a valid RFC3339 timestamp`);
  return ok(parts(moment, ['unix', integer(moment.unix)]));
}

function unixTimestampParse([timestamp]: readonly Value[]): FunctionResult {
  const unix = wholeNumber(timestamp!);
  if (!unix.ok)
    return argumentError(
      0,
      `unix_timestamp must be a whole number of seconds representable as a 64-bit integer: ${unix.error}`,
    );
  const moment = momentAt(unix.value);
  return ok(parts(moment, ['rfc3339', string(formatRfc3339(moment))]));
}

/** Go's way of printing a list of values inside a message. */
function surplus(args: readonly Value[]): FunctionResult<never> {
  const shown = args.map((arg) => `{{{{} 83}} ${asString(arg)}}`);
  return callError(`too many values, 1 needed: [${shown.join(' ')}]`);
}

/** A function that prints one fixed time by a format. */
function legacy(
  name: string,
  moment: Moment,
  print: (format: string, time: ClockReading) => string,
): FunctionSpec {
  return {
    name,
    parameters: [],
    variadic: text('format'),
    returns: stringType,
    refine: neverNull,
    call: (args) => {
      if (args.length > 1) return surplus(args);
      const [format] = args;
      if (format === undefined) return ok(string(formatRfc3339(moment)));
      return ok(string(print(asString(format), civilTime(moment))));
    },
  };
}

/** Functions over points in time. */
export function timeFunctions(ports: FunctionPorts, place: FunctionPlace): readonly FunctionSpec[] {
  const started = momentOf(place.started);
  return [
    {
      name: 'formatdate',
      parameters: [text('format'), text('time')],
      returns: stringType,
      refine: neverNull,
      call: formatdate,
    },
    legacy('legacy_isotime', started, formatGoLayout),
    legacy('legacy_strftime', started, formatStrftime),
    {
      name: 'rfc3339_parse',
      parameters: [text('timestamp')],
      returns: objectOf([...numbers, ...names, ['unix', numberType] as const]),
      refine: neverNull,
      call: rfc3339Parse,
    },
    {
      name: 'timeadd',
      parameters: [text('timestamp'), text('duration')],
      returns: stringType,
      call: timeadd,
    },
    {
      name: 'timestamp',
      parameters: [],
      returns: stringType,
      refine: neverNull,
      call: () => ok(string(formatRfc3339(momentOf(ports.now())))),
    },
    {
      name: 'unix_timestamp_parse',
      parameters: [numeric('unix_timestamp')],
      returns: objectOf([...numbers, ...names, ['rfc3339', stringType] as const]),
      refine: neverNull,
      call: unixTimestampParse,
    },
  ];
}
