import { describe, expect, it } from 'vitest';
import type { PostProcessed } from '../../src/components/index.ts';
import type { PreparedPostProcessor } from '../../src/prepare/index.ts';
import { runBuild } from '../../src/engine/run-build.ts';
import { textOf } from '../../src/engine/failure.ts';
import { artifact, build, builder, handClock, postProcessor, recorder } from './fakes.ts';

type Sequences = (make: {
  /** Makes a new artifact. */
  makes(name: string, keepInput: PostProcessed['keepInput'], told?: boolean): PreparedPostProcessor;
  passes(): PreparedPostProcessor;
  nothing(): PreparedPostProcessor;
  fails(): PreparedPostProcessor;
}) => readonly (readonly PreparedPostProcessor[])[];

const run = async (sequences: Sequences) => {
  const { story, listener } = recorder();
  const postProcessors = sequences({
    makes: (name, keepInput, told) =>
      postProcessor(name, async () => ({ artifact: artifact(name, story), keepInput }), told),
    passes: () =>
      postProcessor('pass', async (input) => ({ artifact: input, keepInput: 'always' })),
    nothing: () =>
      postProcessor('nothing', async () => ({ artifact: undefined, keepInput: 'always' })),
    fails: () => postProcessor('bad', () => Promise.reject(new Error('broken'))),
  });
  const { artifacts, failure } = await runBuild(
    build({ postProcessors, builder: builder(async () => artifact('original', story)) }),
    { listener, pace: handClock().pace, signal: new AbortController().signal, debug: false },
  );
  return {
    artifacts: await Promise.all(artifacts.map((one) => one.id())),
    destroyed: story.filter((line) => line.startsWith('destroyed')).map((line) => line.slice(10)),
    ...(failure === undefined ? {} : { failure: textOf(failure) }),
  };
};

describe('post-processing', () => {
  it.each<[string, Sequences, object]>([
    ['nothing to do', () => [], { artifacts: ['original'], destroyed: [] }],
    [
      'input discarded by default',
      ({ makes }) => [[makes('a', 'discard')]],
      { artifacts: ['a'], destroyed: ['original'] },
    ],
    [
      'told to keep',
      ({ makes }) => [[makes('a', 'discard', true)]],
      { artifacts: ['original', 'a'], destroyed: [] },
    ],
    [
      'told not to keep',
      ({ makes }) => [[makes('a', 'unless-told-otherwise', false)]],
      { artifacts: ['a'], destroyed: ['original'] },
    ],
    [
      'always kept, whatever the template says',
      ({ makes }) => [[makes('a', 'always', false)]],
      { artifacts: ['original', 'a'], destroyed: [] },
    ],
    [
      'a pass-through shows the artifact twice',
      ({ passes }) => [[passes()]],
      { artifacts: ['original', 'original'], destroyed: [] },
    ],
    [
      'in the middle of a sequence',
      ({ makes }) => [
        [makes('a', 'always'), makes('b', 'discard'), makes('c', 'unless-told-otherwise')],
      ],
      { artifacts: ['original', 'b', 'c'], destroyed: ['a'] },
    ],
    [
      'kept if one sequence wants it',
      ({ makes }) => [[makes('a', 'discard')], [makes('b', 'always')]],
      { artifacts: ['original', 'a', 'b'], destroyed: [] },
    ],
    [
      'no artifact ends the sequence and keeps nothing',
      ({ nothing, makes }) => [[nothing(), makes('never', 'always')]],
      { artifacts: [], destroyed: ['original'] },
    ],
    [
      'a failure ends its sequence only',
      ({ fails, makes }) => [[fails(), makes('never', 'always')], [makes('b', 'always')]],
      {
        artifacts: ['original', 'b'],
        destroyed: [],
        failure: '1 error(s) occurred:\n\n* Post-processor failed: broken',
      },
    ],
    [
      'a failing first one destroys the original',
      ({ fails }) => [[fails()], [fails()]],
      {
        artifacts: [],
        destroyed: ['original'],
        failure:
          '2 error(s) occurred:\n\n* Post-processor failed: broken\n* Post-processor failed: broken',
      },
    ],
    [
      'a failing later one leaves what was kept before',
      ({ makes, fails }) => [[makes('a', 'always'), fails()]],
      {
        artifacts: ['original'],
        destroyed: [],
        failure: '1 error(s) occurred:\n\n* Post-processor failed: broken',
      },
    ],
  ])('%s', async (_, sequences, outcome) => {
    expect(await run(sequences)).toEqual(outcome);
  });
});
