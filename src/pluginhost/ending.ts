import type { Child, ChildWorld } from './child.ts';
import { describeExit, type PluginExit } from './connection.ts';
import { within } from './deadlines.ts';

/** How a process ended that will not be heard of again: `words` say it of the plugin. */
export interface Ending {
  readonly exit: PluginExit;
  readonly words: string;
}

/** Waits for the end of a process whose connection is closed; one that goes on all the same is killed. */
export async function endingOf(child: Child, world: ChildWorld): Promise<Ending> {
  const { clock, deadlines } = world;
  const ended = await within(clock, deadlines.stop, child.exited);
  if (ended !== undefined) return { exit: ended.value, words: describeExit(ended.value) };
  child.kill();
  return { exit: await child.exited, words: 'closed its connection' };
}
