import { failed, ok, type Result } from '../../../base/index.ts';
import { quote } from '../../../values/index.ts';
import { daysFromCivil, daysInMonth, type Moment } from './moment.ts';

/** Where reading a timestamp stopped: the part that was wanted and the text found there. */
interface Stop {
  readonly wanted:
    | 'year'
    | 'month'
    | 'day of month'
    | 'hour'
    | 'minute'
    | 'second'
    | 'UTC offset'
    | '-'
    | ':'
    | 'T'
    | 'end'
    | 'day range';
  readonly found: string;
}

/** Reads one timestamp from left to right, as leniently as Go's time package. */
class TimestampReader {
  rest: string;
  readonly separator: string;
  constructor(text: string, separator: string) {
    this.rest = text;
    this.separator = separator;
  }

  mark(wanted: '-' | ':' | 'T', text: string): Stop | undefined {
    if (!this.rest.startsWith(text)) return { wanted, found: this.rest };
    this.rest = this.rest.slice(text.length);
    return undefined;
  }

  /** A number of `least` to two digits; a number out of range is blamed on what follows it. */
  number(wanted: Stop['wanted'], least: 1 | 2, range: readonly [number, number]): Stop | number {
    const digits = /^\d{1,2}/.exec(this.rest)?.[0] ?? '';
    if (digits.length < least) return { wanted, found: this.rest };
    this.rest = this.rest.slice(digits.length);
    const value = Number(digits);
    return value < range[0] || value > range[1] ? { wanted, found: this.rest } : value;
  }

  year(): Stop | number {
    const digits = /^\d{4}/.exec(this.rest)?.[0];
    if (digits === undefined) return { wanted: 'year', found: this.rest };
    this.rest = this.rest.slice(4);
    return Number(digits);
  }

  fraction(): number {
    const digits = /^[.,](\d+)/.exec(this.rest);
    if (digits === null) return 0;
    this.rest = this.rest.slice(digits[0].length);
    return Number(digits[1]!.slice(0, 9).padEnd(9, '0'));
  }

  /** `Z` or an offset of up to 24:60. */
  offset(): Stop | number {
    if (this.rest.startsWith('Z')) {
      this.rest = this.rest.slice(1);
      return 0;
    }
    const found = this.rest;
    const parts = /^([+-])(\d\d):(\d\d)/.exec(found);
    if (parts === null) return { wanted: 'UTC offset', found };
    this.rest = found.slice(6);
    const hours = Number(parts[2]);
    const minutes = Number(parts[3]);
    if (hours > 24 || minutes > 60) return { wanted: 'UTC offset', found: this.rest };
    return (parts[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
}

const isStop = (read: Stop | number | undefined): read is Stop => typeof read === 'object';

function readTimestamp(text: string, separator: string): Result<Moment, Stop> {
  const reader = new TimestampReader(text, separator);
  const numbers: number[] = [];
  const steps: readonly (() => Stop | number | undefined)[] = [
    () => reader.year(),
    () => reader.mark('-', '-'),
    () => reader.number('month', 2, [1, 12]),
    () => reader.mark('-', '-'),
    () => reader.number('day of month', 2, [0, 99]),
    () => reader.mark('T', separator),
    () => reader.number('hour', 1, [0, 23]),
    () => reader.mark(':', ':'),
    () => reader.number('minute', 2, [0, 59]),
    () => reader.mark(':', ':'),
    () => reader.number('second', 2, [0, 59]),
    () => reader.fraction(),
    () => reader.offset(),
  ];
  for (const step of steps) {
    const read = step();
    if (isStop(read)) return failed(read);
    if (read !== undefined) numbers.push(read);
  }
  if (reader.rest !== '') return failed({ wanted: 'end', found: reader.rest });
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const [nanoseconds = 0, offset = 0] = numbers.slice(6);
  if (day < 1 || day > daysInMonth(year, month)) return failed({ wanted: 'day range', found: '' });
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return ok({ unix: BigInt(seconds - offset), nanoseconds, offset });
}

/** What Go reads and the language refuses. */
function leniency(text: string): Stop | undefined {
  if (text[12] === ':') return { wanted: 'hour', found: text[11]! };
  if (text[19] === ',') return { wanted: 'end', found: ',' };
  const offset = /[+-](\d\d):(\d\d)$/.exec(text);
  if (offset && (Number(offset[1]) >= 24 || Number(offset[2]) >= 60))
    return { wanted: 'UTC offset', found: text.slice(-6) };
  return undefined;
}

function explain(stop: Stop): string {
  const { wanted, found } = stop;
  if (wanted === 'day range') return 'day out of range';
  if (wanted === 'T') return "missing required time introducer 'T'";
  if (wanted === ':' || wanted === '-')
    return found === ''
      ? `end of string where ${quote(wanted)} is expected`
      : `found ${quote(found)} where ${quote(wanted)} is expected`;
  const what = wanted === 'end' ? 'timestamp segment' : wanted;
  if (found === '') return `end of string before ${what}`;
  if (what === 'hour' && found.includes(':')) return 'hour must be between 0 and 23 inclusive';
  const bytes = new TextEncoder().encode(found).length;
  if ((what === 'hour' || what === 'minute') && bytes !== 2)
    return `${what} must have exactly two digits`;
  return `cannot use ${quote(found)} as ${what}`;
}

/** Reads a timestamp strictly by RFC 3339; the error is the language's sentence about it. */
export function parseTimestamp(text: string): Result<Moment, string> {
  const read = readTimestamp(text, 'T');
  const stop = read.ok ? leniency(text) : read.error;
  if (stop !== undefined) return failed(`not a valid RFC3339 timestamp: ${explain(stop)}`);
  return read.ok ? read : failed('not a valid RFC3339 timestamp');
}

/** Reads a timestamp as leniently as Go does, with `T` or a space between date and time. */
export function parseLenientTimestamp(text: string): Moment | undefined {
  for (const separator of ['T', ' ']) {
    const read = readTimestamp(text, separator);
    if (read.ok) return read.value;
  }
  return undefined;
}
