import { randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from '../ports.ts';

/** Randomness fit for secrets. */
export function nodeRandom(): Randomness {
  return { bytes: (count) => randomBytes(count), uuid: () => randomUUID() };
}
