import { compareText } from '../base/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';
import { nearestName, type RelativeStep, type Traversal } from '../syntax/index.ts';
import { quote, type Value } from '../values/index.ts';
import { lost, type Outcome, worth } from './environment.ts';
import { attributeOf, indexOf, type Problem } from './indexing.ts';
import { literalValue } from './literals.ts';
import type { Scope } from './scope.ts';

/** What a reference is worth, without "with x as …" lines. */
export function lookUp({ root, steps }: Traversal, scope: Scope | undefined): Outcome {
  let hasTable = false;
  for (let at = scope; at !== undefined; at = at.parent) {
    if (at.variables === undefined) continue;
    hasTable = true;
    const found = at.variables.get(root.name);
    if (found !== undefined) return follow(found, steps);
  }
  return lost(hasTable ? unknownVariable(root.name, root.range, scope) : noVariables(root.range));
}

function noVariables(subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'variables-not-allowed',
    summary: 'Variables not allowed',
    detail: 'Variables may not be used here.',
    subject,
  };
}

function unknownVariable(name: string, subject: Range, scope: Scope | undefined): Diagnostic {
  const candidates: string[] = [];
  for (let at = scope; at !== undefined; at = at.parent) {
    candidates.push(...[...(at.variables?.keys() ?? [])].sort(compareText));
  }
  const near = nearestName(name, candidates);
  return {
    severity: 'error',
    code: 'unknown-variable',
    summary: 'Unknown variable',
    detail:
      `There is no variable named ${quote(name)}.` +
      (near === undefined ? '' : ` Did you mean ${quote(near)}?`),
    subject,
  };
}

/** Takes constant steps from a value; the first mistake ends it. */
export function follow(start: Value, steps: readonly RelativeStep[]): Outcome {
  let value = start;
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index]!;
    const next =
      step.kind === 'attribute'
        ? attributeOf(value, step.name)
        : indexOf(value, literalValue(step.key));
    if (!next.ok) return lost(problemAt(next.error, step.range));
    value = next.value;
  }
  return worth(value);
}

/** A problem of an access, at the place that asked for it. */
function problemAt({ code, summary, detail }: Problem, subject: Range): Diagnostic {
  return { severity: 'error', code, summary, detail, subject };
}
