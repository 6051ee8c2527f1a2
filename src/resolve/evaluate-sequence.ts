import { type Diagnostic, hasErrors } from '../source/index.ts';
import type { DataBlock, LocalBlock, Template } from '../template/index.ts';
import { dependencyKey, type Needs, needsOfData, needsOfLocal } from './dependencies.ts';
import type { Evaluator } from './evaluator.ts';

const deepestData = 10;
const deepestLocal = 10;

/** Where a template with many failing locals that refer to one another is given up. */
const mostAttempts = 10_000;

/**
 * The way of releases before 1.13 (template-language 6.4): all data sources, then locals in list
 * order, each after what it depends on, with a limit to how deep that goes. Mistakes do not stop it.
 */
export async function evaluateInSequence(
  template: Template,
  evaluator: Evaluator,
): Promise<readonly Diagnostic[]> {
  const diagnostics = await new DataSequence(template.data, evaluator).evaluate();
  return [...diagnostics, ...new LocalSequence(template.locals, evaluator).evaluate()];
}

class DataSequence {
  readonly #waiting: Map<string, DataBlock>;
  readonly #evaluator: Evaluator;

  constructor(blocks: readonly DataBlock[], evaluator: Evaluator) {
    this.#waiting = new Map(blocks.map((block) => [`data.${block.type}.${block.name}`, block]));
    this.#evaluator = evaluator;
  }

  async evaluate(): Promise<readonly Diagnostic[]> {
    const diagnostics: Diagnostic[] = [];
    for (const [key, block] of [...this.#waiting]) {
      if (!this.#waiting.has(key)) continue;
      const found = await this.#evaluate(key, block, 0);
      // One of each kind is enough: recursion repeats them.
      diagnostics.push(...new Map(found.map((each) => [each.summary, each])).values());
    }
    return diagnostics;
  }

  async #evaluate(key: string, block: DataBlock, depth: number): Promise<readonly Diagnostic[]> {
    if (depth > deepestData) return [tooDeepData()];
    let level = depth;
    for (const dependency of needsOfData(block).dependencies) {
      const needed = dependencyKey(dependency);
      const waiting = dependency.kind === 'data' ? this.#waiting.get(needed) : undefined;
      if (waiting === undefined) continue;
      level++;
      const diagnostics = await this.#evaluate(needed, waiting, level);
      if (hasErrors(diagnostics)) return diagnostics;
    }
    const diagnostics = await this.#evaluator.evaluateData(block);
    if (!hasErrors(diagnostics)) this.#waiting.delete(key);
    return diagnostics;
  }
}

interface LocalNode {
  readonly block: LocalBlock;
  readonly needs: Needs;
}

class LocalSequence {
  readonly #nodes: ReadonlyMap<string, LocalNode>;
  readonly #evaluator: Evaluator;
  #attempts = 0;

  constructor(blocks: readonly LocalBlock[], evaluator: Evaluator) {
    this.#nodes = new Map(
      blocks.map((block) => [block.name, { block, needs: needsOfLocal(block) }]),
    );
    this.#evaluator = evaluator;
  }

  evaluate(): readonly Diagnostic[] {
    const missing = [...this.#nodes.values()].flatMap((node) =>
      this.#needed(node).flatMap(({ name, target }) =>
        target === undefined ? [missingLocal(node.block.name, name)] : [],
      ),
    );
    if (missing.length > 0) return missing;
    return [...this.#nodes.values()].flatMap((node) => this.#evaluate(node, 0));
  }

  #needed({ needs }: LocalNode) {
    return needs.dependencies.flatMap((dependency) =>
      dependency.kind === 'local'
        ? [{ name: dependency.name, target: this.#nodes.get(dependency.name) }]
        : [],
    );
  }

  #evaluate(node: LocalNode, depth: number): readonly Diagnostic[] {
    if (this.#evaluator.universe.local(node.block.name) !== undefined) return [];
    if (depth >= deepestLocal || ++this.#attempts > mostAttempts) return [tooDeepLocal()];
    const diagnostics: Diagnostic[] = [];
    for (const { target } of this.#needed(node))
      if (target !== undefined) diagnostics.push(...this.#evaluate(target, depth + 1));
    diagnostics.push(...this.#evaluator.evaluateLocal(node.block, node.needs));
    return diagnostics;
  }
}

function tooDeepData(): Diagnostic {
  return {
    severity: 'error',
    code: 'data-recursion',
    summary: 'Max datasource recursion depth exceeded.',
    detail:
      'An error occured while recursively evaluating data sources. Either your data source ' +
      'depends on more than ten other data sources, or your data sources have a cyclic ' +
      'dependency. Please simplify your config to continue. ',
  };
}

function tooDeepLocal(): Diagnostic {
  return {
    severity: 'error',
    code: 'local-recursion',
    summary: 'Max local recursion depth exceeded.',
    detail:
      'An error occured while recursively evaluating locals.Your local variables likely have a ' +
      'cyclic dependency. Please simplify your config to continue. ',
  };
}

function missingLocal(local: string, needed: string): Diagnostic {
  return {
    severity: 'error',
    code: 'missing-local',
    summary: 'failed to get local variable',
    detail:
      `While evaluating "local.${local}", its dependency "local.${needed}" was not found, ` +
      'is it defined?',
  };
}
