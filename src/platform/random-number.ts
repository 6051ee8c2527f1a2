import type { Randomness } from './ports.ts';

/** A whole number from 0 to below 2^32, as the names of temporary files have. */
export function randomNumber(random: Randomness): number {
  return new DataView(random.bytes(4).slice().buffer).getUint32(0);
}
