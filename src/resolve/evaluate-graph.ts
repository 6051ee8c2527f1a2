import { type Diagnostic, hasErrors } from '../source/index.ts';
import type { DataBlock, LocalBlock, Template } from '../template/index.ts';
import {
  type Dependency,
  dependencyKey,
  malformedDependency,
  type Needs,
  needsOfData,
  needsOfLocal,
} from './dependencies.ts';
import { cycles, dependenciesFirst, type Edges } from './graph.ts';
import type { Evaluator } from './evaluator.ts';

/** A local or data source as a node of the graph. */
type Vertex = Needs & { readonly key: string } & (
    | { readonly kind: 'local'; readonly block: LocalBlock }
    | { readonly kind: 'data'; readonly block: DataBlock }
  );

/**
 * Evaluates locals and data sources in the order of their dependencies (template-language 6.3).
 * Stops at the first one with errors; what is left then is what it needs, as if it had been the first
 * to be evaluated. (Packer's order is random; this is the one outcome that does not depend on it.)
 */
export async function evaluateByGraph(
  template: Template,
  evaluator: Evaluator,
): Promise<readonly Diagnostic[]> {
  const vertices = verticesOf(template);
  const malformed = vertices.flatMap((vertex) =>
    vertex.malformed.map((traversal) => malformedDependency(dependencyOf(vertex), traversal)),
  );
  if (malformed.length > 0) return malformed;
  const { edges, missing } = connect(vertices);
  const problems = [...missing, ...loops(vertices, edges)];
  if (problems.length > 0) return [impossibleGraph(problems)];
  for (const index of dependenciesFirst(edges)) {
    const vertex = vertices[index];
    if (vertex === undefined) continue;
    const diagnostics =
      vertex.kind === 'local'
        ? evaluator.evaluateLocal(vertex.block, vertex)
        : await evaluator.evaluateData(vertex.block);
    if (!hasErrors(diagnostics)) continue;
    evaluator.universe.keepOnly(neededBy(index, vertices, edges));
    return diagnostics;
  }
  return [];
}

/** The keys of everything a vertex needs, directly or not. */
function neededBy(index: number, vertices: readonly Vertex[], edges: Edges): ReadonlySet<string> {
  const found = new Set<number>();
  const open = [...(edges[index] ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(edges[next] ?? []));
  }
  return new Set([...found].map((each) => vertices[each]?.key ?? ''));
}

function verticesOf({ data, locals }: Template): readonly Vertex[] {
  return [
    ...data.map((block) => ({
      kind: 'data' as const,
      key: `data.${block.type}.${block.name}`,
      block,
      ...needsOfData(block),
    })),
    ...locals.map((block) => ({
      kind: 'local' as const,
      key: `local.${block.name}`,
      block,
      ...needsOfLocal(block),
    })),
  ];
}

function dependencyOf({ kind, block }: Vertex): Dependency {
  return kind === 'local'
    ? { kind, name: block.name }
    : { kind, type: block.type, name: block.name };
}

function connect(vertices: readonly Vertex[]): {
  readonly edges: Edges;
  readonly missing: readonly string[];
} {
  const byKey = new Map(vertices.map(({ key }, index) => [key, index]));
  const missing: string[] = [];
  const edges = vertices.map(({ key, dependencies }) =>
    dependencies.flatMap((dependency) => {
      const wanted = dependencyKey(dependency);
      const target = byKey.get(wanted);
      if (target !== undefined) return [target];
      missing.push(
        `could not get dependency "${wanted}" for "${key}", "${wanted}" missing in template`,
      );
      return [];
    }),
  );
  return { edges, missing };
}

/** All cycles and self references are one problem. In its text data sources have no `data.` in front. */
function loops(vertices: readonly Vertex[], edges: Edges): readonly string[] {
  const nameOf = (index: number) => vertices[index]?.key.replace(/^data\./, '') ?? '';
  const selfish = [...edges.keys()].filter((index) => edges[index]?.includes(index));
  const lines = [
    ...cycles(edges).map((members) => `Cycle: ${members.map(nameOf).join(', ')}`),
    ...selfish.map((index) => `Self reference: ${nameOf(index)}`),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function impossibleGraph(problems: readonly string[]): Diagnostic {
  const count = problems.length === 1 ? '1 error' : `${problems.length} errors`;
  const items = problems.map((problem) => `\t* ${problem}\n`).join('');
  return {
    severity: 'error',
    code: 'impossible-graph',
    summary: 'failed to prepare execution graph',
    detail:
      'An error occurred while building the graph for datasources/locals: ' +
      `${count} occurred:\n${items}\n`,
  };
}
