/** Units from large to small, in microseconds. A year has 365 days. */
const units: readonly (readonly [string, number])[] = [
  ['year', 31_536_000_000_000],
  ['week', 604_800_000_000],
  ['day', 86_400_000_000],
  ['hour', 3_600_000_000],
  ['minute', 60_000_000],
  ['second', 1_000_000],
  ['millisecond', 1_000],
  ['microsecond', 1],
];

/**
 * How long something took, in its two largest units: `1 minute 30 seconds`, `11 milliseconds`. Empty
 * below a microsecond (cli 6.7).
 */
export function elapsed(milliseconds: number): string {
  let rest = Math.floor(milliseconds * 1000);
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count > 1 ? 's' : ''}`);
  }
  return parts.slice(0, 2).join(' ');
}

const two = (value: number) => String(value).padStart(2, '0');

/** Local time as RFC 3339 writes it: `2026-11-21T00:48:37Z`, `2026-11-21T01:48:37+01:00`. */
export function timestamp(now: Date): string {
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  const offset = -now.getTimezoneOffset();
  if (offset === 0) return `${day}T${time}Z`;
  const size = Math.abs(offset);
  const zone = `${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${day}T${time}${offset < 0 ? '-' : '+'}${zone}`;
}
