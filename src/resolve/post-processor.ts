import { Arguments, type ExpandedBlock } from '../schema/index.ts';
import { type Diagnosed, hasErrors } from '../source/index.ts';
import type { BodySchema } from '../syntax/index.ts';
import { deferredBody } from './deferred-body.ts';
import type { PostProcessorUse } from './model.ts';
import { placeOf } from './place.ts';
import { checkFilter, readFilter } from './source-filter.ts';
import type { BuildSurroundings } from './surroundings.ts';

const schema: BodySchema = {
  attributes: ['name', 'only', 'except', 'keep_input_artifact'].map((name) => ({
    name,
    required: false,
  })),
  blocks: [],
};

/** A `post-processor` block (template-language 5.7). */
export function readPostProcessor(
  block: ExpandedBlock,
  { universe, scope }: BuildSurroundings,
): Diagnosed<PostProcessorUse | undefined> {
  const { value: content, diagnostics: found } = block.body.partialContent(schema);
  const diagnostics = [...found];
  const given = new Arguments(content, scope, diagnostics);
  const name = given.text('name');
  const filter = readFilter(given);
  const keepInputArtifact = given.flag('keep_input_artifact');
  if (!hasErrors(diagnostics)) diagnostics.push(...checkFilter(filter));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const use: PostProcessorUse = {
    type: block.labels[0] ?? '',
    name,
    filter,
    keepInputArtifact,
    place: placeOf(block),
    body: deferredBody(content.remain, universe),
  };
  return { value: use, diagnostics };
}
