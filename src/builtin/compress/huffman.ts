/** Codes longer than this are refused by some readers. */
const longestCode = 17;

interface Node {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/** Code lengths by the plain method; `undefined` where one would be too long. */
function plainLengths(weights: ArrayLike<number>): Uint8Array | undefined {
  const lengths = new Uint8Array(weights.length);
  let queue: Node[] = Array.from({ length: weights.length }, (_, symbol) => ({
    weight: Math.max(weights[symbol] ?? 0, 1),
    symbols: [symbol],
  }));
  queue.sort((a, b) => a.weight - b.weight);
  let merged: Node[] = [];
  const lightest = (): Node => {
    const [first] = queue;
    const [other] = merged;
    const takeFirst = other === undefined || (first !== undefined && first.weight <= other.weight);
    if (takeFirst) queue = queue.slice(1);
    else merged = merged.slice(1);
    const node = takeFirst ? first : other;
    if (node === undefined) throw new Error('there is nothing left to merge');
    return node;
  };
  while (queue.length + merged.length > 1) {
    const left = lightest();
    const right = lightest();
    const symbols = [...left.symbols, ...right.symbols];
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    merged.push({ weight: left.weight + right.weight, symbols });
  }
  return lengths.some((length) => length > longestCode) ? undefined : lengths;
}

/** Lengths of prefix codes for symbols of these weights; flatter weights until none is too long. */
export function codeLengths(weights: ArrayLike<number>): Uint8Array {
  let current = Array.from(weights);
  for (;;) {
    const lengths = plainLengths(current);
    if (lengths !== undefined) return lengths;
    current = current.map((weight) => (weight >> 1) + 1);
  }
}

/** The canonical codes for these lengths. */
export function canonicalCodes(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= longestCode; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) codes[symbol] = code++;
    code <<= 1;
  }
  return codes;
}
