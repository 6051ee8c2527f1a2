import type { World } from '../../sdk/index.ts';

/** A UUID that starts with the time: names made later sort later (components 4.10). */
export function timeOrderedUuid({ clock, random }: Pick<World, 'clock' | 'random'>): string {
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const time = seconds.toString(16).padStart(8, '0').slice(-8);
  const rest = Buffer.from(random.bytes(12)).toString('hex');
  return [time, rest.slice(0, 4), rest.slice(4, 8), rest.slice(8, 12), rest.slice(12)].join('-');
}
