import type { Randomness } from '../ports.ts';

/** Loaded when the first random number is needed: it costs a tenth of the start-up of Node. */
const crypto = () => process.getBuiltinModule('node:crypto');

/** Randomness fit for secrets. */
export function nodeRandom(): Randomness {
  return { bytes: (count) => crypto().randomBytes(count), uuid: () => crypto().randomUUID() };
}
