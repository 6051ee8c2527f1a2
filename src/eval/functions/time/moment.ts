import type { ClockReading } from '../../../base/index.ts';

/** A point in time together with the offset it is shown in. */
export interface Moment {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly unix: bigint;
  readonly nanoseconds: number;
  /** Seconds east of Greenwich. */
  readonly offset: number;
}

const secondsPerDay = 86_400n;
const daysPerEra = 146_097;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

const floorMod = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus;

/** Reads the calendar and the clock. */
export function civilTime(moment: Moment): ClockReading {
  const local = moment.unix + BigInt(moment.offset);
  const secondOfDay = Number(floorMod(local, secondsPerDay));
  const days = Number((local - BigInt(secondOfDay)) / secondsPerDay);
  const date = civilFromDays(days);
  return {
    ...date,
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor((secondOfDay % 3600) / 60),
    second: secondOfDay % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(date.year, 1, 1) + 1,
    nanoseconds: moment.nanoseconds,
    offset: moment.offset,
  };
}

/** Week number and the year it belongs to by ISO 8601: weeks start on Monday, week 1 holds 4 January. */
export function isoWeek(time: ClockReading): { readonly year: number; readonly week: number } {
  const days = daysFromCivil(time.year, time.month, time.day);
  const thursday = days + 3 - ((time.weekday + 6) % 7);
  const { year } = civilFromDays(thursday);
  return { year, week: Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1 };
}

/** The first second the original can place in its calendar; earlier ones come out after the last one. */
const calendarStart = -9_223_372_028_741_760_000n;

/** A moment in UTC from a count of seconds of 64 bits. */
export function momentAt(unix: bigint): Moment {
  return {
    unix: unix < calendarStart ? unix + (1n << 64n) : unix,
    nanoseconds: 0,
    offset: 0,
  };
}

/** The moment that comes so many nanoseconds later. */
export function addNanoseconds(moment: Moment, duration: bigint): Moment {
  const total = moment.unix * 1_000_000_000n + BigInt(moment.nanoseconds) + duration;
  const nanoseconds = floorMod(total, 1_000_000_000n);
  return {
    unix: (total - nanoseconds) / 1_000_000_000n,
    nanoseconds: Number(nanoseconds),
    offset: moment.offset,
  };
}

/** A moment in UTC from JavaScript's clock. */
export function momentOf(date: Date): Moment {
  const milliseconds = date.getTime();
  const seconds = Math.floor(milliseconds / 1000);
  return {
    unix: BigInt(seconds),
    nanoseconds: (milliseconds - seconds * 1000) * 1_000_000,
    offset: 0,
  };
}
