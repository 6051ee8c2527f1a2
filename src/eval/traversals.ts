import type { IndexNode, RelativeTraversalNode, ScopeTraversalNode } from '../syntax/index.ts';
import { type Environment, gathered, lost, type Outcome, worth } from './environment.ts';
import { indexOf } from './indexing.ts';
import { follow, lookUp } from './lookup.ts';
import { mistake } from './mistake.ts';

/** `a.b[0]` (template-language 1.9). */
export function evaluateScopeTraversal(
  node: ScopeTraversalNode,
  environment: Environment,
): Outcome {
  return lookUp(node.traversal, environment.scope);
}

/** `source.b[0]`, after the source. */
export function evaluateRelativeTraversal(
  node: RelativeTraversalNode,
  source: Outcome,
  { scope }: Environment,
): Outcome {
  const found = follow(source.value, node.steps);
  if (source.diagnostics.length === 0 && found.diagnostics.length === 0) return found;
  const about = { expression: node, scope };
  const wrong = found.diagnostics.flatMap(({ code, summary, detail, subject = node.range }) => [
    mistake({ code, summary, detail, subject, about }),
  ]);
  return gathered(found.value, source.diagnostics, wrong);
}

/** `collection[key]`, after the collection. */
export function evaluateIndex(
  node: IndexNode,
  collection: Outcome,
  environment: Environment,
): Outcome {
  const key = environment.evaluate(node.key);
  const found = indexOf(collection.value, key.value);
  const result = found.ok
    ? worth(found.value)
    : lost(
        mistake({
          ...found.error,
          subject: node.bracketRange,
          about: { expression: node, scope: environment.scope },
        }),
      );
  return gathered(result.value, collection.diagnostics, key.diagnostics, result.diagnostics);
}
