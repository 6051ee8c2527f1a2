import { offsetText, pad } from './format-date.ts';
import { type CivilTime, civilTime, type Moment, monthNames, weekdayNames } from './moment.ts';

type Render = (time: CivilTime, moment: Moment) => string;

const twelve = (hour: number) => hour % 12 || 12;
const zone = (separator: string, seconds: boolean, utc?: string): Render => {
  return (_, moment) => {
    if (utc !== undefined && moment.offset === 0) return utc;
    return `${offsetText(moment, separator)}${seconds ? `${separator}00` : ''}`;
  };
};
const year = (time: CivilTime) => (time.year < 0 ? `-${pad(-time.year, 4)}` : pad(time.year, 4));

/**
 * What each element of Go's reference time stands for. At one place the longest element wins, so
 * longer ones come before their beginnings.
 */
const elements: readonly (readonly [string, Render])[] = [
  ['January', (time) => monthNames[time.month - 1]!],
  ['Jan', (time) => monthNames[time.month - 1]!.slice(0, 3)],
  ['Monday', (time) => weekdayNames[time.weekday]!],
  ['Mon', (time) => weekdayNames[time.weekday]!.slice(0, 3)],
  ['MST', (_, moment) => (moment.offset === 0 ? 'UTC' : offsetText(moment, ''))],
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
  ['-07', (_, moment) => offsetText(moment, '').slice(0, 3)],
  ['Z07:00:00', zone(':', true, 'Z')],
  ['Z070000', zone('', true, 'Z')],
  ['Z07:00', zone(':', false, 'Z')],
  ['Z0700', zone('', false, 'Z')],
  ['Z07', (_, moment) => (moment.offset === 0 ? 'Z' : offsetText(moment, '').slice(0, 3))],
];

const fraction = /^([.,])(0+|9+)(?!\d)/;

function fractionText(mark: string, digits: string, moment: Moment): string {
  const all = pad(moment.nanoseconds, 9).slice(0, digits.length).padEnd(digits.length, '0');
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
export function formatGoLayout(layout: string, moment: Moment): string {
  const time = civilTime(moment);
  let result = '';
  for (let at = 0; at < layout.length; ) {
    const rest = layout.slice(at, at + 64);
    const digits = fraction.exec(rest);
    if (digits !== null) {
      result += fractionText(digits[1]!, digits[2]!, moment);
      at += digits[0].length;
      continue;
    }
    const found = elements.find(
      ([text]) => rest.startsWith(text) && !insideWord(text, rest[text.length]),
    );
    result += found === undefined ? rest[0] : found[1](time, moment);
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
export function formatStrftime(format: string, moment: Moment): string {
  return format.replace(/%(.)/gsu, (written, letter: string) => {
    if (letter === '%') return '%';
    const layout = directives[letter];
    return layout === undefined ? written : formatGoLayout(layout, moment);
  });
}
