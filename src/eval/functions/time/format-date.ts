import {
  type ClockReading,
  failed,
  monthNames,
  offsetText,
  ok,
  pad,
  type Result,
  weekdayNames,
} from '../../../base/index.ts';
import { quote } from '../../../values/index.ts';
import { civilTime, type Moment } from './moment.ts';

type Render = (time: ClockReading) => string;

/** One letter of the format: what it prints by how often it is repeated, and what else to say. */
interface Verb {
  readonly byLength: Readonly<Record<number, Render>>;
  readonly rule: string;
}

const plainOrPadded = (read: (time: ClockReading) => number): Verb['byLength'] => ({
  1: (time) => String(read(time)),
  2: (time) => pad(read(time), 2),
});

const halfDay = (morning: string, afternoon: string): Verb => ({
  byLength: { 2: (time) => (time.hour < 12 ? morning : afternoon) },
  rule: `must be "${morning[0] === 'A' ? 'AA' : 'aa'}"`,
});

const verbs: Readonly<Record<string, Verb>> = {
  Y: {
    byLength: { 2: (time) => pad(time.year % 100, 2), 4: (time) => pad(time.year, 4) },
    rule: 'year must either be "YY" or "YYYY"',
  },
  M: {
    byLength: {
      ...plainOrPadded((time) => time.month),
      3: (time) => monthNames[time.month - 1]!.slice(0, 3),
      4: (time) => monthNames[time.month - 1]!,
    },
    rule: 'month must be "M", "MM", "MMM", or "MMMM"',
  },
  D: {
    byLength: plainOrPadded((time) => time.day),
    rule: 'day of month must either be "D" or "DD"',
  },
  E: {
    byLength: {
      3: (time) => weekdayNames[time.weekday]!.slice(0, 3),
      4: (time) => weekdayNames[time.weekday]!,
    },
    rule: 'day of week must either be "EEE" or "EEEE"',
  },
  h: {
    byLength: plainOrPadded((time) => time.hour),
    rule: '24-hour must either be "h" or "hh"',
  },
  H: {
    byLength: plainOrPadded((time) => time.hour % 12 || 12),
    rule: '12-hour must either be "H" or "HH"',
  },
  A: halfDay('AM', 'PM'),
  a: halfDay('am', 'pm'),
  m: {
    byLength: plainOrPadded((time) => time.minute),
    rule: 'minute must either be "m" or "mm"',
  },
  s: {
    byLength: plainOrPadded((time) => time.second),
    rule: 'second must either be "s" or "ss"',
  },
  Z: {
    byLength: {
      1: (time) => (time.offset === 0 ? 'Z' : offsetText(time, ':')),
      3: (time) => {
        const text = offsetText(time, '');
        return text === '+0000' ? 'UTC' : text;
      },
      4: (time) => offsetText(time, ''),
      5: (time) => offsetText(time, ':'),
    },
    rule: 'timezone must be Z, ZZZZ, or ZZZZZ',
  },
};

/** A doubled quote, a quoted text, a run of one letter, or anything else up to the next of these. */
const tokens = /''|'(?:''|[^'])*'?|([A-Za-z])\1*|[^A-Za-z']+/gu;

function quoted(token: string): Result<string, string> {
  if (token === "''") return ok("'");
  if (token.length === 1 || !token.endsWith("'")) return failed("unterminated literal '");
  return ok(token.slice(1, -1).replaceAll("''", "'"));
}

/** Renders a moment by the format language of `formatdate`; the error is about the format. */
export function formatDate(format: string, moment: Moment): Result<string, string> {
  const time = civilTime(moment);
  let result = '';
  for (const [token, letter] of format.matchAll(tokens)) {
    if (token.startsWith("'")) {
      const literal = quoted(token);
      if (!literal.ok) return literal;
      result += literal.value;
    } else if (letter === undefined) result += token;
    else {
      const verb = verbs[letter];
      const render = verb?.byLength[token.length];
      if (render === undefined)
        return failed(
          `invalid date format verb ${quote(token)}${verb === undefined ? '' : `: ${verb.rule}`}`,
        );
      result += render(time);
    }
  }
  return ok(result);
}

/** RFC 3339 with whole seconds; years beyond four digits are printed as they are. */
export function formatRfc3339(moment: Moment): string {
  const time = civilTime(moment);
  const year = time.year < 0 ? `-${pad(-time.year, 4)}` : pad(time.year, 4);
  const date = `${year}-${pad(time.month, 2)}-${pad(time.day, 2)}`;
  const clock = `${pad(time.hour, 2)}:${pad(time.minute, 2)}:${pad(time.second, 2)}`;
  return `${date}T${clock}${time.offset === 0 ? 'Z' : offsetText(time, ':')}`;
}
