import type { BitWriter } from './bit-writer.ts';
import { canonicalCodes, codeLengths } from './huffman.ts';

/** So many symbols share a table. */
const groupSize = 50;
const refinements = 4;

function tableCount(symbols: number): number {
  if (symbols < 200) return 2;
  if (symbols < 600) return 3;
  if (symbols < 1200) return 4;
  return symbols < 2400 ? 5 : 6;
}

/** First tables: each is good at one range of symbols, and the ranges have about equal weight. */
function firstTables(symbols: Uint16Array, alphabet: number, count: number): Uint8Array[] {
  const weights = new Uint32Array(alphabet);
  for (const symbol of symbols) weights[symbol] = (weights[symbol] ?? 0) + 1;
  const tables: Uint8Array[] = [];
  let left = symbols.length;
  let next = 0;
  for (let table = 0; table < count; table++) {
    const wanted = left / (count - table);
    const first = next;
    let taken = 0;
    while (next < alphabet && (taken < wanted || next === first)) taken += weights[next++] ?? 0;
    const end = next;
    left -= taken;
    tables.push(
      Uint8Array.from({ length: alphabet }, (_, symbol) =>
        symbol >= first && symbol < end ? 1 : 15,
      ),
    );
  }
  return tables;
}

/** The cheapest table for each group of symbols. */
function choose(symbols: Uint16Array, tables: readonly Uint8Array[]): Uint8Array {
  const selectors = new Uint8Array(Math.ceil(symbols.length / groupSize));
  for (let group = 0; group < selectors.length; group++) {
    const part = symbols.subarray(group * groupSize, (group + 1) * groupSize);
    let best = Infinity;
    tables.forEach((lengths, table) => {
      let cost = 0;
      for (const symbol of part) cost += lengths[symbol] ?? 0;
      if (cost >= best) return;
      best = cost;
      selectors[group] = table;
    });
  }
  return selectors;
}

/** Tables that fit the groups which chose them. */
function refine(
  symbols: Uint16Array,
  selectors: Uint8Array,
  count: number,
  alphabet: number,
): Uint8Array[] {
  const weights = Array.from({ length: count }, () => new Uint32Array(alphabet));
  symbols.forEach((symbol, at) => {
    const table = weights[selectors[Math.floor(at / groupSize)] ?? 0];
    if (table !== undefined) table[symbol] = (table[symbol] ?? 0) + 1;
  });
  return weights.map(codeLengths);
}

function writeSelectors(selectors: Uint8Array, count: number, out: BitWriter): void {
  const recent = Array.from({ length: count }, (_, table) => table);
  for (const table of selectors) {
    const place = recent.indexOf(table);
    recent.copyWithin(1, 0, place);
    recent[0] = table;
    for (let ones = place; ones > 0; ones--) out.write(1, 1);
    out.write(1, 0);
  }
}

function writeLengths(lengths: Uint8Array, out: BitWriter): void {
  let current = lengths[0] ?? 0;
  out.write(5, current);
  for (const length of lengths) {
    for (; current < length; current++) out.write(2, 2);
    for (; current > length; current--) out.write(2, 3);
    out.write(1, 0);
  }
}

/** Writes symbols by two to six code tables, which take turns every 50 symbols. */
export function writeSymbols(symbols: Uint16Array, alphabet: number, out: BitWriter): void {
  const count = tableCount(symbols.length);
  let tables = firstTables(symbols, alphabet, count);
  let selectors = choose(symbols, tables);
  for (let left = refinements; left > 0; left--) {
    tables = refine(symbols, selectors, count, alphabet);
    selectors = choose(symbols, tables);
  }
  out.write(3, count);
  out.write(15, selectors.length);
  writeSelectors(selectors, count, out);
  for (const lengths of tables) writeLengths(lengths, out);
  const codes = tables.map(canonicalCodes);
  symbols.forEach((symbol, at) => {
    const table = selectors[Math.floor(at / groupSize)] ?? 0;
    out.write(tables[table]?.[symbol] ?? 0, codes[table]?.[symbol] ?? 0);
  });
}
