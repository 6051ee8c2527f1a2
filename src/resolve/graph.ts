/** Nodes by number in declaration order, and what each of them needs. */
export type Edges = readonly (readonly number[])[];

/** A node on the current path, and which of its needs is looked at next. */
interface Visit {
  readonly node: number;
  next: number;
}

/** Every node after everything it needs; otherwise by number. Loops instead of recursing: chains are long. */
export function dependenciesFirst(edges: Edges): readonly number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const root of edges.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const path: Visit[] = [{ node: root, next: 0 }];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const needed = edges[visit.node]?.[visit.next++];
      if (needed === undefined) {
        order.push(visit.node);
        path.pop();
      } else if (!seen.has(needed)) {
        seen.add(needed);
        path.push({ node: needed, next: 0 });
      }
    }
  }
  return order;
}

/**
 * Groups of two or more nodes that all need one another (Tarjan's algorithm). In a circle every node comes
 * after the one that it needs.
 */
export function cycles(edges: Edges): readonly (readonly number[])[] {
  const search = new CycleSearch(edges);
  for (const root of edges.keys()) search.from(root);
  return search.found;
}

class CycleSearch {
  readonly found: number[][] = [];
  readonly #edges: Edges;
  readonly #index = new Map<number, number>();
  /** The lowest index that can be reached from a node. */
  readonly #lowest: number[] = [];
  readonly #open: number[] = [];
  readonly #isOpen = new Set<number>();

  constructor(edges: Edges) {
    this.#edges = edges;
  }

  from(root: number): void {
    if (this.#index.has(root)) return;
    const path: Visit[] = [this.#enter(root)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { node } = visit;
      const needed = this.#edges[node]?.[visit.next++];
      if (needed === undefined) {
        path.pop();
        this.#leave(node, path.at(-1)?.node);
      } else if (!this.#index.has(needed)) path.push(this.#enter(needed));
      else if (this.#isOpen.has(needed)) this.#reach(node, this.#index.get(needed) ?? 0);
    }
  }

  #enter(node: number): Visit {
    this.#lowest[node] = this.#index.size;
    this.#index.set(node, this.#index.size);
    this.#open.push(node);
    this.#isOpen.add(node);
    return { node, next: 0 };
  }

  #reach(node: number, index: number): void {
    this.#lowest[node] = Math.min(this.#lowest[node] ?? index, index);
  }

  #leave(node: number, parent: number | undefined): void {
    if (parent !== undefined) this.#reach(parent, this.#lowest[node] ?? 0);
    if (this.#lowest[node] !== this.#index.get(node)) return;
    const members = this.#open.splice(this.#open.lastIndexOf(node));
    for (const member of members) this.#isOpen.delete(member);
    if (members.length > 1) this.found.push(members.reverse());
  }
}
