/**
 * Columns of one line, remembered at the places that were asked for: a line with a hundred thousand
 * mistakes is not counted a hundred thousand times.
 */
export class LineColumns {
  readonly start: number;
  /** Ascending places from which counting may go on, and their columns. */
  readonly #places: number[] = [];
  readonly #columns: number[] = [];

  constructor(start: number) {
    this.start = start;
  }

  /** Columns before the place; `count` counts from an earlier place to it. */
  at(place: number, bytes: Uint8Array, count: (from: number) => number): number {
    if (place <= this.start) return 0;
    const known = this.#before(place);
    const from = known < 0 ? this.start : this.#places[known]!;
    const columns = (known < 0 ? 0 : this.#columns[known]!) + (from === place ? 0 : count(from));
    if (known === this.#places.length - 1 && from !== place && beginsCluster(bytes, place)) {
      this.#places.push(place);
      this.#columns.push(columns);
    }
    return columns;
  }

  /** The last remembered place that is not behind; -1 if there is none. */
  #before(place: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#places[middle]! <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** ASCII never continues a cluster, except for a line feed after a carriage return. */
function beginsCluster(bytes: Uint8Array, place: number): boolean {
  const byte = bytes[place];
  return byte !== undefined && byte < 0x80 && byte !== 0x0a;
}
