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
];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const pad = (value: number, width: number, fill = '0'): string =>
  String(value).padStart(width, fill);

function dayOfYear(at: Date): number {
  const first = Date.UTC(at.getUTCFullYear(), 0, 1);
  return Math.floor((at.getTime() - first) / 86_400_000) + 1;
}

const hour12 = (at: Date): number => at.getUTCHours() % 12 || 12;
const year = (at: Date): string => pad(at.getUTCFullYear(), 4);
const month = (at: Date): string => months[at.getUTCMonth()] ?? '';
const weekday = (at: Date): string => days[at.getUTCDay()] ?? '';
const half = (at: Date): string => (at.getUTCHours() < 12 ? 'AM' : 'PM');

/** The pieces of Go's reference time and what each prints, in UTC. */
const pieces: ReadonlyMap<string, (at: Date) => string> = new Map([
  ['January', month],
  ['Jan', (at) => month(at).slice(0, 3)],
  ['01', (at) => pad(at.getUTCMonth() + 1, 2)],
  ['1', (at) => String(at.getUTCMonth() + 1)],
  ['Monday', weekday],
  ['Mon', (at) => weekday(at).slice(0, 3)],
  ['002', (at) => pad(dayOfYear(at), 3)],
  ['__2', (at) => pad(dayOfYear(at), 3, ' ')],
  ['02', (at) => pad(at.getUTCDate(), 2)],
  ['_2', (at) => pad(at.getUTCDate(), 2, ' ')],
  ['2', (at) => String(at.getUTCDate())],
  ['15', (at) => pad(at.getUTCHours(), 2)],
  ['03', (at) => pad(hour12(at), 2)],
  ['3', (at) => String(hour12(at))],
  ['04', (at) => pad(at.getUTCMinutes(), 2)],
  ['4', (at) => String(at.getUTCMinutes())],
  ['05', (at) => pad(at.getUTCSeconds(), 2)],
  ['5', (at) => String(at.getUTCSeconds())],
  ['_2006', (at) => `_${year(at)}`],
  ['2006', year],
  ['06', (at) => year(at).slice(-2)],
  ['PM', half],
  ['pm', (at) => half(at).toLowerCase()],
  ['MST', () => 'UTC'],
  ['Z070000', () => 'Z'],
  ['Z07:00:00', () => 'Z'],
  ['Z0700', () => 'Z'],
  ['Z07:00', () => 'Z'],
  ['Z07', () => 'Z'],
  ['-070000', () => '+000000'],
  ['-07:00:00', () => '+00:00:00'],
  ['-0700', () => '+0000'],
  ['-07:00', () => '+00:00'],
  ['-07', () => '+00'],
]);

/** Longest first, so that `January` is not read as `Jan` and `2006` not as `2`. */
const names = [...pieces.keys()].sort((a, b) => b.length - a.length);

/** `.000` has fixed digits, `.999` drops trailing zeros; only where no further digit follows. */
const fraction = /^[.,](0+|9+)(?!\d)/;

function fractionText(at: Date, pattern: string): string {
  const wanted = pattern.length - 1;
  const digits = pad(at.getUTCMilliseconds(), 3).padEnd(wanted, '0').slice(0, wanted);
  if (pattern[1] === '0') return pattern.slice(0, 1) + digits;
  const short = digits.replace(/0+$/, '');
  return short === '' ? '' : pattern.slice(0, 1) + short;
}

/** `Jan` and `Mon` are only meant where no lower-case letter follows: `Janet` stays. */
function meant(name: string, rest: string): boolean {
  const short = name === 'Jan' || name === 'Mon';
  return rest.startsWith(name) && !(short && /^[a-z]/.test(rest.slice(name.length)));
}

/**
 * Prints an instant in UTC by a layout of Go's reference time `Mon Jan 2 15:04:05 MST 2006`
 * (json-templates 8.4).
 */
export function formatGoTime(at: Date, layout: string): string {
  let text = '';
  for (let rest = layout; rest !== ''; ) {
    const digits = fraction.exec(rest)?.[0];
    const name = digits ?? names.find((each) => meant(each, rest)) ?? rest.slice(0, 1);
    text += digits === undefined ? (pieces.get(name)?.(at) ?? name) : fractionText(at, digits);
    rest = rest.slice(name.length);
  }
  return text;
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

/** Prints an instant in UTC by directives such as `%Y-%m-%d`; unknown ones are kept. */
export function strftime(at: Date, format: string): string {
  return format.replace(/%(.)/gsu, (whole, letter: string) => {
    if (letter === '%') return '%';
    const layout = Object.hasOwn(directives, letter) ? directives[letter] : undefined;
    return layout === undefined ? whole : formatGoTime(at, layout);
  });
}
