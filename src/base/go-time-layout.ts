/** What calendar and clock show at a moment, somewhere. */
export interface ClockReading {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanoseconds: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 is the first of January. */
  readonly yearDay: number;
  /** Seconds east of Greenwich. */
  readonly offset: number;
}

/** English names, January first. */
export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** English names, Sunday first. */
export const weekdayNames: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

type Render = (time: ClockReading) => string;

/** A whole number with leading zeros, the sign counted. */
export const pad = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');

/** `+hh:mm`, with another text for the separator. */
export function offsetText({ offset }: Pick<ClockReading, 'offset'>, separator: string): string {
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const sign = offset < 0 ? '-' : '+';
  return `${sign}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

const twelve = (hour: number) => hour % 12 || 12;
const zone = (separator: string, seconds: boolean, utc?: string): Render => {
  return (time) => {
    if (utc !== undefined && time.offset === 0) return utc;
    return `${offsetText(time, separator)}${seconds ? `${separator}00` : ''}`;
  };
};
const year = (time: ClockReading) => (time.year < 0 ? `-${pad(-time.year, 4)}` : pad(time.year, 4));

/**
 * What each element of Go's reference time stands for. At one place the longest element wins, so
 * longer ones come before their beginnings.
 */
const elements: readonly (readonly [string, Render])[] = [
  ['January', (time) => monthNames[time.month - 1]!],
  ['Jan', (time) => monthNames[time.month - 1]!.slice(0, 3)],
  ['Monday', (time) => weekdayNames[time.weekday]!],
  ['Mon', (time) => weekdayNames[time.weekday]!.slice(0, 3)],
  ['MST', (time) => (time.offset === 0 ? 'UTC' : offsetText(time, ''))],
  ['002', (time) => pad(time.yearDay, 3)],
  ['01', (time) => pad(time.month, 2)],
  ['02', (time) => pad(time.day, 2)],
  ['03', (time) => pad(twelve(time.hour), 2)],
  ['04', (time) => pad(time.minute, 2)],
  ['05', (time) => pad(time.second, 2)],
  ['06', (time) => pad(((time.year % 100) + 100) % 100, 2)],
  ['15', (time) => pad(time.hour, 2)],
  ['1', (time) => String(time.month)],
  ['2006', year],
  ['2', (time) => String(time.day)],
  ['__2', (time) => String(time.yearDay).padStart(3)],
  ['_2006', (time) => `_${year(time)}`],
  ['_2', (time) => String(time.day).padStart(2)],
  ['3', (time) => String(twelve(time.hour))],
  ['4', (time) => String(time.minute)],
  ['5', (time) => String(time.second)],
  ['PM', (time) => (time.hour < 12 ? 'AM' : 'PM')],
  ['pm', (time) => (time.hour < 12 ? 'am' : 'pm')],
  ['-07:00:00', zone(':', true)],
  ['-070000', zone('', true)],
  ['-07:00', zone(':', false)],
  ['-0700', zone('', false)],
  ['-07', (time) => offsetText(time, '').slice(0, 3)],
  ['Z07:00:00', zone(':', true, 'Z')],
  ['Z070000', zone('', true, 'Z')],
  ['Z07:00', zone(':', false, 'Z')],
  ['Z0700', zone('', false, 'Z')],
  ['Z07', (time) => (time.offset === 0 ? 'Z' : offsetText(time, '').slice(0, 3))],
];

const fraction = /^([.,])(0+|9+)(?!\d)/;

function fractionText(mark: string, digits: string, time: ClockReading): string {
  const all = pad(time.nanoseconds, 9).slice(0, digits.length).padEnd(digits.length, '0');
  if (digits.startsWith('0')) return mark + all;
  const short = all.replace(/0+$/, '');
  return short === '' ? '' : mark + short;
}

/** Does `Jan` start the word `Janet`, say? Then it is no element. */
function insideWord(element: string, after: string | undefined): boolean {
  const name = element === 'Jan' || element === 'Mon';
  return name && after !== undefined && /[a-z]/.test(after);
}

/** Renders a moment by a layout that is written as Go's reference time, `2006-01-02T15:04:05`. */
export function formatGoLayout(layout: string, time: ClockReading): string {
  let result = '';
  for (let at = 0; at < layout.length; ) {
    const rest = layout.slice(at, at + 64);
    const digits = fraction.exec(rest);
    if (digits !== null) {
      result += fractionText(digits[1]!, digits[2]!, time);
      at += digits[0].length;
      continue;
    }
    const found = elements.find(
      ([text]) => rest.startsWith(text) && !insideWord(text, rest[text.length]),
    );
    result += found === undefined ? rest[0] : found[1](time);
    at += found === undefined ? 1 : found[0].length;
  }
  return result;
}

const directives: Readonly<Record<string, string>> = {
  B: 'January',
  b: 'Jan',
  m: '01',
  A: 'Monday',
  a: 'Mon',
  d: '02',
  H: '15',
  I: '03',
  M: '04',
  S: '05',
  Y: '2006',
  y: '06',
  p: 'PM',
  Z: 'MST',
  z: '-0700',
  L: '.000',
};

/** Renders a moment by a format of strftime's directives; unknown ones stay as written. */
export function formatStrftime(format: string, time: ClockReading): string {
  return format.replace(/%(.)/gsu, (written, letter: string) => {
    if (letter === '%') return '%';
    const layout = directives[letter];
    return layout === undefined ? written : formatGoLayout(layout, time);
  });
}
