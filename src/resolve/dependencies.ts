import { references } from '../eval/index.ts';
import type { Diagnostic } from '../source/index.ts';
import { type Body, BodyNode, type Expression, type Traversal } from '../syntax/index.ts';
import type { DataBlock, LocalBlock } from '../template/index.ts';

/** A local or data source that something refers to. */
export type Dependency =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'data'; readonly type: string; readonly name: string };

/** What an expression or body needs before it can be evaluated. */
export interface Needs {
  /** One per reference: what is missing is reported as often as it is referred to. */
  readonly dependencies: readonly Dependency[];
  /** True if `local` is used as a whole: then every local evaluated so far counts. */
  readonly allLocals: boolean;
  /** References in a form that names no local or data source. */
  readonly malformed: readonly Traversal[];
}

/** The written form of a dependency, as messages and graphs name it. */
export function dependencyKey(dependency: Dependency): string {
  return dependency.kind === 'local'
    ? `local.${dependency.name}`
    : `data.${dependency.type}.${dependency.name}`;
}

/** What a local needs (template-language 6.3). */
export function needsOfLocal({ expression }: LocalBlock): Needs {
  return needsOf(references(expression));
}

/** What a data source needs, wherever in its body. */
export function needsOfData({ body }: DataBlock): Needs {
  const found: Traversal[] = [];
  for (const expression of expressionsIn(body)) found.push(...references(expression));
  return needsOf(found);
}

/** Every expression in a body, blocks inside blocks included, without a schema. */
function* expressionsIn(body: Body): Generator<Expression> {
  // In JSON an argument and a block look alike: all properties are read as arguments.
  const { value: attributes } = body.justAttributes();
  for (const attribute of attributes.values()) yield attribute.expression;
  if (body instanceof BodyNode) for (const block of body.blocks) yield* expressionsIn(block.body);
}

function needsOf(found: readonly Traversal[]): Needs {
  const dependencies: Dependency[] = [];
  const malformed: Traversal[] = [];
  let allLocals = false;
  for (const traversal of found) {
    const { root, steps } = traversal;
    if (root.name !== 'local' && root.name !== 'data') continue;
    const [first, second] = steps;
    if (first === undefined) {
      allLocals ||= root.name === 'local';
      continue;
    }
    const dependency: Dependency | undefined =
      first.kind !== 'attribute'
        ? undefined
        : root.name === 'local'
          ? { kind: 'local', name: first.name }
          : second?.kind === 'attribute'
            ? { kind: 'data', type: first.name, name: second.name }
            : undefined;
    if (dependency === undefined) malformed.push(traversal);
    else dependencies.push(dependency);
  }
  return { dependencies, allLocals, malformed };
}

/** A reference that leads to a local or data source in a way that cannot be followed before evaluation. */
export function malformedDependency(owner: Dependency, { root, range }: Traversal): Diagnostic {
  const kind = owner.kind === 'local' ? 'local' : 'datasource';
  const wanted =
    root.name === 'local' ? 'local.NAME, with a dot' : 'data.TYPE.NAME, with both parts and dots';
  return {
    severity: 'error',
    code: 'malformed-dependency',
    summary: `failed to process ${kind} dependency`,
    detail:
      `The dependencies of ${dependencyKey(owner)} cannot be told from this reference. ` +
      `Write it as ${wanted}.`,
    subject: range,
  };
}
