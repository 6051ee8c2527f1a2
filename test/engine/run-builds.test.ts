import { describe, expect, it } from 'vitest';
import { type Deferred, deferred } from '../../src/base/index.ts';
import { runBuilds } from '../../src/engine/index.ts';
import { artifact, build, builder, handClock, recorder } from './fakes.ts';

/** Builds that end when told, and say when they start. */
const controlled = (...names: string[]) => {
  const started: string[] = [];
  const ends = new Map<string, Deferred<'made' | 'nothing' | 'failed'>>();
  const builds = names.map((name) => {
    const end = deferred<'made' | 'nothing' | 'failed'>();
    ends.set(name, end);
    return build({
      name,
      builder: builder(async () => {
        started.push(name);
        const how = await end.promise;
        if (how === 'failed') throw new Error(`no ${name}`);
        return how === 'made' ? artifact(name) : undefined;
      }),
    });
  });
  return {
    started,
    builds,
    end: (name: string, how: 'made' | 'nothing' | 'failed') => ends.get(name)?.resolve(how),
  };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

const run = (
  builds: ReturnType<typeof controlled>['builds'],
  policy: { parallel: number; debug: boolean },
  cancel = new AbortController(),
) => {
  const { story, listener } = recorder();
  const report = runBuilds(builds, policy, {
    listener,
    pace: handClock().pace,
    signal: cancel.signal,
  });
  return { story, report };
};

describe('runBuilds', () => {
  it('starts all at once without a limit, and tells the summary in template order', async () => {
    const { started, builds, end } = controlled('a', 'b', 'c');
    const { story, report } = run(builds, { parallel: 0, debug: false });
    await turn();
    expect(started).toEqual(['a', 'b', 'c']);
    end('c', 'made');
    await turn();
    end('b', 'failed');
    await turn();
    end('a', 'nothing');
    expect(await report).toMatchObject({ cancelled: false });
    const c = { builderId: 'id.c', id: 'c', text: 'made c', files: ['c.txt'] };
    expect(story).toEqual([
      'build-finished c',
      'build-failed b no b',
      'build-finished a',
      'run-completed',
      `run-summarised ${JSON.stringify([{ build: 'b', reason: 'no b' }])} ${JSON.stringify([{ build: 'c', artifacts: [c] }])}`,
    ]);
  });

  it.each([
    [
      'a limit',
      { parallel: 2, debug: false },
      [
        ['a', 'b'],
        ['a', 'b', 'c'],
      ],
    ],
    ['one at a time', { parallel: 1, debug: false }, [['a'], ['a', 'b']]],
    ['debugging', { parallel: 5, debug: true }, [['a'], ['a', 'b']]],
  ] as const)('holds %s', async (_, policy, [first, second]) => {
    const { started, builds, end } = controlled('a', 'b', 'c');
    const { report } = run(builds, policy);
    await turn();
    expect(started).toEqual(first);
    end('a', 'nothing');
    await turn();
    expect(started).toEqual(second);
    end('b', 'nothing');
    end('c', 'nothing');
    await report;
  });

  it('starts nothing more after a cancel; the next in the queue says so', async () => {
    const { started, builds, end } = controlled('a', 'b', 'c');
    const cancel = new AbortController();
    const { story, report } = run(builds, { parallel: 1, debug: false }, cancel);
    await turn();
    cancel.abort(new Error('context canceled'));
    await turn();
    end('a', 'made');
    expect(await report).toMatchObject({ cancelled: true });
    expect(started).toEqual(['a']);
    expect(story).toEqual([
      'build-not-started b context canceled',
      'build-failed a context canceled',
      'run-completed',
      'run-cancelled',
    ]);
  });
});
