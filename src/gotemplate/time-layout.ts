const months = [
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
] as const;
const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

const millisecondsPerDay = 86_400_000;

/** A moment in UTC, taken apart. */
interface Parts {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly dayOfYear: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

function partsOf(time: Date): Parts {
  const year = time.getUTCFullYear();
  const month = time.getUTCMonth();
  const day = time.getUTCDate();
  return {
    year,
    month,
    day,
    weekday: time.getUTCDay(),
    dayOfYear:
      (Date.UTC(2000, month, day) - Date.UTC(2000, 0, 1)) / millisecondsPerDay +
      1 -
      leapGap(year, month),
    hour: time.getUTCHours(),
    minute: time.getUTCMinutes(),
    second: time.getUTCSeconds(),
    nanosecond: time.getUTCMilliseconds() * 1_000_000,
  };
}

/** Days counted in the leap year 2000 are one too many from March on in other years. */
function leapGap(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return leap || month < 2 ? 0 : 1;
}

function zeros(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function spaces(value: number, width: number): string {
  return String(value).padStart(width, ' ');
}

function hour12(hour: number): number {
  return hour % 12 === 0 ? 12 : hour % 12;
}

function yearText(year: number): string {
  return year < 0 ? `-${zeros(-year, 4)}` : zeros(year, 4);
}

/** Layout elements that are plain text; the longest that fits wins. */
const elements: readonly (readonly [string, (time: Parts) => string])[] = [
  ['January', (time) => months[time.month] ?? ''],
  ['Monday', (time) => weekdays[time.weekday] ?? ''],
  ['2006', (time) => yearText(time.year)],
  ['_2006', (time) => `_${yearText(time.year)}`],
  ['-07:00:00', () => '+00:00:00'],
  ['-070000', () => '+000000'],
  ['-07:00', () => '+00:00'],
  ['-0700', () => '+0000'],
  ['-07', () => '+00'],
  ['Z07:00:00', () => 'Z'],
  ['Z070000', () => 'Z'],
  ['Z07:00', () => 'Z'],
  ['Z0700', () => 'Z'],
  ['Z07', () => 'Z'],
  ['MST', () => 'UTC'],
  ['002', (time) => zeros(time.dayOfYear, 3)],
  ['__2', (time) => spaces(time.dayOfYear, 3)],
  ['01', (time) => zeros(time.month + 1, 2)],
  ['02', (time) => zeros(time.day, 2)],
  ['03', (time) => zeros(hour12(time.hour), 2)],
  ['04', (time) => zeros(time.minute, 2)],
  ['05', (time) => zeros(time.second, 2)],
  ['06', (time) => zeros(((time.year % 100) + 100) % 100, 2)],
  ['15', (time) => zeros(time.hour, 2)],
  ['_2', (time) => spaces(time.day, 2)],
  ['PM', (time) => (time.hour >= 12 ? 'PM' : 'AM')],
  ['pm', (time) => (time.hour >= 12 ? 'pm' : 'am')],
  ['1', (time) => String(time.month + 1)],
  ['2', (time) => String(time.day)],
  ['3', (time) => String(hour12(time.hour))],
  ['4', (time) => String(time.minute)],
  ['5', (time) => String(time.second)],
];

const byLength = [...elements].sort(([a], [b]) => b.length - a.length);

/** Short names, which a lower-case letter right behind them turns into ordinary text. */
const shortNames: readonly (readonly [string, (time: Parts) => string])[] = [
  ['Jan', (time) => (months[time.month] ?? '').slice(0, 3)],
  ['Mon', (time) => (weekdays[time.weekday] ?? '').slice(0, 3)],
];

/** Formats a moment in UTC after Go's reference time, `Mon Jan 2 15:04:05 MST 2006`. */
export function formatTime(time: Date, layout: string): string {
  const parts = partsOf(time);
  let out = '';
  for (let at = 0; at < layout.length; ) {
    const piece = fraction(layout, at, parts) ?? element(layout, at, parts);
    out += piece?.text ?? layout[at];
    at += piece?.length ?? 1;
  }
  return out;
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

function element(layout: string, at: number, time: Parts): Piece | undefined {
  for (const [name, format] of byLength) {
    if (layout.startsWith(name, at)) return { text: format(time), length: name.length };
  }
  for (const [name, format] of shortNames) {
    if (!layout.startsWith(name, at)) continue;
    if (/^[a-z]/.test(layout.slice(at + name.length, at + name.length + 1))) continue;
    return { text: format(time), length: name.length };
  }
  return undefined;
}

/** `.000` and `,999`: fractions of a second, unless a digit follows the run. */
function fraction(layout: string, at: number, time: Parts): Piece | undefined {
  const match = /^[.,](0+|9+)(?!\d)/.exec(layout.slice(at, at + 64));
  if (match === null) return undefined;
  const [run, digits = ''] = match;
  const exact = zeros(time.nanosecond, 9).padEnd(digits.length, '0').slice(0, digits.length);
  if (digits[0] === '0') return { text: `${run[0]}${exact}`, length: run.length };
  const kept = exact.replace(/0+$/, '');
  return { text: kept === '' ? '' : `${run[0]}${kept}`, length: run.length };
}

const directives: ReadonlyMap<string, (time: Parts) => string> = new Map([
  ['B', (time: Parts) => months[time.month] ?? ''],
  ['b', (time: Parts) => (months[time.month] ?? '').slice(0, 3)],
  ['m', (time: Parts) => zeros(time.month + 1, 2)],
  ['A', (time: Parts) => weekdays[time.weekday] ?? ''],
  ['a', (time: Parts) => (weekdays[time.weekday] ?? '').slice(0, 3)],
  ['d', (time: Parts) => zeros(time.day, 2)],
  ['H', (time: Parts) => zeros(time.hour, 2)],
  ['I', (time: Parts) => zeros(hour12(time.hour), 2)],
  ['M', (time: Parts) => zeros(time.minute, 2)],
  ['S', (time: Parts) => zeros(time.second, 2)],
  ['Y', (time: Parts) => yearText(time.year)],
  ['y', (time: Parts) => zeros(((time.year % 100) + 100) % 100, 2)],
  ['p', (time: Parts) => (time.hour >= 12 ? 'PM' : 'AM')],
  ['Z', () => 'UTC'],
  ['z', () => '+0000'],
  ['L', (time: Parts) => `.${zeros(Math.trunc(time.nanosecond / 1_000_000), 3)}`],
  ['%', () => '%'],
]);

/** Formats a moment in UTC with `%Y` and friends; unknown directives stay as they are. */
export function formatStrftime(time: Date, format: string): string {
  const parts = partsOf(time);
  return format.replace(/%([\s\S])/gu, (directive, letter: string) => {
    return directives.get(letter)?.(parts) ?? directive;
  });
}

/** RFC 3339 in UTC without fractions: `2006-01-02T15:04:05Z`. */
export function formatRfc3339(time: Date): string {
  return formatTime(time, '2006-01-02T15:04:05Z07:00');
}
