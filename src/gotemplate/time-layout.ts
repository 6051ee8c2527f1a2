import {
  type ClockReading,
  formatStrftime as formatDirectives,
  formatGoLayout,
} from '../base/index.ts';

const millisecondsPerDay = 86_400_000;

/** A moment in UTC, taken apart. */
function readingOf(time: Date): ClockReading {
  const year = time.getUTCFullYear();
  const month = time.getUTCMonth();
  const day = time.getUTCDate();
  const daysInLeapYear =
    (Date.UTC(2000, month, day) - Date.UTC(2000, 0, 1)) / millisecondsPerDay + 1;
  return {
    year,
    month: month + 1,
    day,
    weekday: time.getUTCDay(),
    yearDay: daysInLeapYear - leapGap(year, month),
    hour: time.getUTCHours(),
    minute: time.getUTCMinutes(),
    second: time.getUTCSeconds(),
    nanoseconds: time.getUTCMilliseconds() * 1_000_000,
    offset: 0,
  };
}

/** Days counted in the leap year 2000 are one too many from March on in other years. */
function leapGap(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return leap || month < 2 ? 0 : 1;
}

/** Formats a moment in UTC after Go's reference time, `Mon Jan 2 15:04:05 MST 2006`. */
export function formatTime(time: Date, layout: string): string {
  return formatGoLayout(layout, readingOf(time));
}

/** Formats a moment in UTC with `%Y` and friends; unknown directives stay as they are. */
export function formatStrftime(time: Date, format: string): string {
  return formatDirectives(format, readingOf(time));
}

/** RFC 3339 in UTC without fractions: `2006-01-02T15:04:05Z`. */
export function formatRfc3339(time: Date): string {
  return formatTime(time, '2006-01-02T15:04:05Z07:00');
}
