import type { DataMap } from '../components/index.ts';
import { type PostProcessorUse, realBuildValues } from '../resolve/index.ts';
import { quote } from '../values/index.ts';
import type { BuildContext } from './build-context.ts';
import { configure, problemOf } from './configured.ts';
import { notLoaded, rejectedBlock } from './diagnostics.ts';
import { type PreparedPostProcessor, RefreshError } from './model.ts';
import { leavesOut, type Selector } from './selection.ts';

async function preparePostProcessor(
  use: PostProcessorUse,
  build: BuildContext,
): Promise<PreparedPostProcessor | undefined> {
  const subject = use.place.definition;
  const component = await build.load('post-processor', use.type, (reason) =>
    notLoaded(`Failed loading ${use.type}`, reason, subject),
  );
  if (component === undefined) return undefined;
  const outcome = await configure(component, build.configuration(use.body, build.placeholders));
  const problem = problemOf(outcome);
  if (problem !== undefined) {
    build.reject(problem, (reason) =>
      rejectedBlock(
        { label: `post-processor-block ${quote(use.type)} ${quote(use.name)}`, reason },
        subject,
      ),
    );
    return undefined;
  }
  build.warn(outcome.prepared?.warnings ?? [], subject);
  return {
    type: use.type,
    name: use.name,
    component,
    keepInputArtifact: use.keepInputArtifact,
    refresh: async (data: DataMap | undefined) => {
      if (use.body.kind === 'raw') return;
      const values = realBuildValues(build.placeholders, data ?? new Map());
      if (!values.ok) throw new RefreshError(values.error);
      const again = problemOf(
        await configure(component, build.configuration(use.body, values.value)),
      );
      if (again !== undefined) throw new RefreshError(again);
    },
  };
}

/**
 * Prepares the sequences of post-processors. One that `-except` names ends its sequence there; one
 * that leaves this source out is skipped; an empty sequence does not count.
 */
export async function preparePostProcessors(
  sequences: readonly (readonly PostProcessorUse[])[],
  build: BuildContext,
  selector: Selector,
): Promise<readonly (readonly PreparedPostProcessor[])[]> {
  const prepared: PreparedPostProcessor[][] = [];
  for (const sequence of sequences) {
    const chain: PreparedPostProcessor[] = [];
    for (const use of sequence) {
      if (build.ended) return prepared;
      if (leavesOut(use.filter, build.source)) continue;
      if (selector.cutsAt(use.name === '' ? use.type : use.name)) break;
      const element = await preparePostProcessor(use, build);
      if (element !== undefined) chain.push(element);
    }
    if (chain.length > 0) prepared.push(chain);
  }
  return prepared;
}
