import { failed, ok, type Result } from './result.ts';

/** A span of time in nanoseconds, as Go counts it: exact, at most 64 bits. */
export type Duration = bigint;

const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const limit = 1n << 63n;

/** One number with its unit, in nanoseconds, rounded towards zero. */
function term(whole: string, fraction: string, unit: bigint): bigint {
  const digits = fraction.slice(0, 18);
  const part = digits === '' ? 0n : (BigInt(digits) * unit) / 10n ** BigInt(digits.length);
  return BigInt(whole === '' ? '0' : whole) * unit + part;
}

/**
 * Reads Go's duration syntax: `[-+]? (digits[.digits] unit)+` or `0` (template-language 8.5). The
 * error is Go's sentence, such as `time: missing unit in duration "10"`. `quote` is Go's %q.
 */
export function parseDuration(
  text: string,
  quote: (text: string) => string = JSON.stringify,
): Result<Duration, string> {
  const invalid = failed(`time: invalid duration ${quote(text)}`);
  const negative = text.startsWith('-');
  let rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return ok(0n);
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest);
    const whole = number?.[1] ?? '';
    const fraction = number?.[2] ?? '';
    if (number === null || (whole === '' && fraction === '')) return invalid;
    if (whole !== '' && BigInt(whole) > limit) return invalid;
    rest = rest.slice(number[0].length);
    const name = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (name === '') return failed(`time: missing unit in duration ${quote(text)}`);
    const unit = Object.hasOwn(nanoseconds, name) ? nanoseconds[name] : undefined;
    if (unit === undefined)
      return failed(`time: unknown unit ${quote(name)} in duration ${quote(text)}`);
    rest = rest.slice(name.length);
    total += term(whole, fraction, unit);
    if (total > limit) return invalid;
  }
  if (negative) return ok(-total);
  return total === limit ? invalid : ok(total);
}

/** `1.5`: the number of whole units, then the rest as a decimal fraction without trailing zeros. */
function decimal(value: bigint, unit: bigint): string {
  const digits = unit.toString().length - 1;
  const fraction = (value % unit).toString().padStart(digits, '0').replace(/0+$/, '');
  return fraction === '' ? `${value / unit}` : `${value / unit}.${fraction}`;
}

/** Prints a duration as Go does: `0s`, `1ns`, `100ms`, `1.5s`, `1m0s`, `1h0m0s`. */
export function formatDuration(duration: Duration): string {
  if (duration < 0n) return `-${formatDuration(-duration)}`;
  if (duration === 0n) return '0s';
  if (duration < 1_000n) return `${duration}ns`;
  if (duration < 1_000_000n) return `${decimal(duration, 1_000n)}µs`;
  if (duration < 1_000_000_000n) return `${decimal(duration, 1_000_000n)}ms`;
  const minutes = duration / 60_000_000_000n;
  const seconds = `${decimal(duration % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return seconds;
  if (minutes < 60n) return `${minutes}m${seconds}`;
  return `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}
