// Packs: files that hold several chunks, each as a property of an object (see launcher.cjs).
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Characters of a pack that is worth a file. */
const least = 8192;

/**
 * The chunks of each pack, from the chunks that each of some runs loaded: those that the same runs need go together, so
 * that no run reads what it has no use for. The first pack is what all runs need, and what is too little for a file.
 */
export function packsFor(loaded, sizes) {
  const byRuns = new Map();
  for (const chunk of new Set(loaded.flat())) {
    const runs = loaded.flatMap((chunks, run) => (chunks.includes(chunk) ? [run] : [])).join();
    byRuns.set(runs, [...(byRuns.get(runs) ?? []), chunk]);
  }
  const all = loaded.map((_, run) => run).join();
  const isFirst = ([runs, chunks]) =>
    runs === all || chunks.reduce((sum, chunk) => sum + sizes.get(chunk), 0) < least;
  const packs = [...byRuns];
  return [
    packs.filter(isFirst).flatMap(([, chunks]) => chunks),
    ...packs.filter((pack) => !isFirst(pack)).map(([, chunks]) => chunks),
  ];
}

/** Writes packs beside the chunks and removes the chunks that are in one. */
export async function writePacks(folder, packs) {
  const packOf = Object.fromEntries(
    packs.flatMap((chunks, number) => chunks.map((chunk) => [chunk, number])),
  );
  for (const [number, chunks] of packs.entries()) {
    const properties = [];
    for (const chunk of chunks) {
      const text = await readFile(join(folder, chunk), 'latin1');
      properties.push(`${JSON.stringify(chunk)}:${text.trimEnd()}`);
    }
    const pack = `{\n${properties.join(',\n')}\n}`;
    const value = number === 0 ? `[${pack},${JSON.stringify(packOf)}]` : `(${pack})`;
    await writeFile(join(folder, `pack-${number}.js`), `${value}\n`, 'latin1');
    for (const chunk of chunks) await rm(join(folder, chunk));
  }
}
