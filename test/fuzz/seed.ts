/**
 * What random inputs begin with: FUZZ_SEED, or always the same. `FUZZ_SEED=fresh` takes one that nobody tried before and
 * prints it, so that what it finds can be found again.
 */
export function fuzzSeed(): number {
  const given = process.env.FUZZ_SEED ?? '1';
  if (given !== 'fresh') return Number(given);
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`FUZZ_SEED=${seed}`);
  return seed;
}
