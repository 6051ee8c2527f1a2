import { describe, expect, it } from 'vitest';
import type { PreparedProvisioner } from '../../src/prepare/index.ts';
import { runBuild } from '../../src/engine/run-build.ts';
import { build, builder, communicator, handClock, provisioner, recorder } from './fakes.ts';

const run = async (
  provisioners: readonly PreparedProvisioner[],
  options: { debug?: boolean; answer?: string; pace?: ReturnType<typeof handClock>['pace'] } = {},
) => {
  const { story, listener } = recorder(options.answer);
  const { failure } = await runBuild(build({ provisioners }), {
    listener,
    pace: options.pace ?? handClock().pace,
    signal: new AbortController().signal,
    debug: options.debug ?? false,
  });
  return { story, failure: failure && 'message' in failure ? failure.message : failure };
};

/** Fails as often as told, each time with another text, then says ok. */
const flaky = (times: number) => {
  let left = times;
  return async ({ ui }: { ui: { say(text: string): Promise<void> } }) => {
    if (left > 0) throw new Error(`problem ${left--}`);
    await ui.say('ok');
  };
};

describe('provisioners', () => {
  it('run in order, and the first error ends them', async () => {
    const say = (text: string) => provisioner(({ ui }) => ui.say(text));
    expect(await run([say('one'), provisioner(flaky(1)), say('never')])).toEqual({
      story: ['b say one'],
      failure: 'problem 1',
    });
  });

  it('each get their own copy of the data', async () => {
    const seen: number[] = [];
    const spoil = provisioner(async (_, __, data) => {
      seen.push(data.size);
      if (data instanceof Map) data.set('Vars', 'x');
    });
    await run([spoil, spoil]);
    expect(seen).toEqual([0, 0]);
  });

  it('are prepared again with the values of the machine each time they run', async () => {
    const seen: unknown[] = [];
    const refreshed = provisioner(flaky(1), {
      maxRetries: 1,
      refresh: async (data) => void seen.push([...data]),
    });
    const { listener } = recorder();
    await runBuild(
      build({
        provisioners: [refreshed],
        builder: builder(async ({ signal, ui }, hook) => {
          await hook('packer_provision', { signal, ui }, communicator, new Map([['ID', 'x']]));
          return undefined;
        }),
      }),
      { listener, pace: handClock().pace, signal: new AbortController().signal, debug: false },
    );
    expect(seen).toEqual([[['ID', 'x']], [['ID', 'x']]]);
  });

  it('are tried again, and the first error is the one that counts', async () => {
    expect(await run([provisioner(flaky(2), { maxRetries: 3 })])).toEqual({
      story: ['provisioner-retried problem 2 3 b', 'provisioner-retried problem 2 2 b', 'b say ok'],
      failure: undefined,
    });
    expect(await run([provisioner(flaky(5), { maxRetries: 1 })])).toEqual({
      story: ['provisioner-retried problem 5 1 b', 'provisioner-gave-up b'],
      failure: 'problem 5',
    });
    expect(await run([provisioner(flaky(5), { maxRetries: -1 })])).toEqual({
      story: ['provisioner-gave-up b'],
      failure: 'problem 5',
    });
  });

  it('may fail where the template says so', async () => {
    const forgiving = provisioner(flaky(9), { maxRetries: 1, continueOnError: true });
    expect(await run([forgiving, provisioner(({ ui }) => ui.say('next'))])).toEqual({
      story: [
        'provisioner-retried problem 9 1 b',
        'provisioner-gave-up b',
        'provisioner-failure-ignored problem 9 b',
        'b say next',
      ],
      failure: undefined,
    });
  });

  it('wait before each try', async () => {
    const clock = handClock();
    const running = run(
      [provisioner(flaky(1), { pauseBefore: 200_000_000n, maxRetries: 1 })],
      clock,
    );
    await clock.nextSleep();
    clock.sleeps[0]?.end.resolve();
    await clock.nextSleep();
    clock.sleeps[1]?.end.resolve();
    expect(await running).toEqual({
      story: [
        'provisioner-paused 200000000 b',
        'provisioner-retried problem 1 1 b',
        'provisioner-paused 200000000 b',
        'b say ok',
      ],
      failure: undefined,
    });
    expect(clock.sleeps.map(({ milliseconds }) => milliseconds)).toEqual([200, 200]);
  });

  it('are cancelled after their timeout, and a retry gets a fresh one', async () => {
    const clock = handClock();
    let tries = 0;
    const slow = provisioner(
      async ({ signal, ui }) => {
        if (++tries === 2) return ui.say(`second try, aborted: ${signal.aborted}`);
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        });
      },
      { timeout: 1_000_000_000n, maxRetries: 1 },
    );
    const running = run([slow], clock);
    await clock.nextSleep();
    clock.sleeps[0]?.end.resolve();
    expect(await running).toEqual({
      story: [
        'provisioner-timeout-set 1000000000 b',
        'provisioner-timed-out b',
        'provisioner-retried stopped 1 b',
        'provisioner-timeout-set 1000000000 b',
        'b say second try, aborted: false',
      ],
      failure: undefined,
    });
  });

  it('pause when debugging, also where nobody can be asked', async () => {
    expect(await run([provisioner(({ ui }) => ui.say('ran'))], { debug: true })).toEqual({
      story: ['ask Pausing before the next provisioner . Press enter to continue.', 'b say ran'],
      failure: undefined,
    });
  });

  it('need a communicator', async () => {
    const { listener } = recorder();
    const { failure } = await runBuild(
      build({
        provisioners: [provisioner(async () => {})],
        builder: builder(async ({ signal, ui }, hook) => {
          await hook('packer_provision', { signal, ui }, undefined, new Map());
          return undefined;
        }),
      }),
      { listener, pace: handClock().pace, signal: new AbortController().signal, debug: false },
    );
    expect(failure).toMatchObject({
      message:
        'No communicator found for provisioners! This is usually because the\n`communicator` config was set to "none". If you have any provisioners\nthen a communicator is required. Please fix this to continue.',
    });
  });
});
