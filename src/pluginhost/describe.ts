import { messageOf } from '../base/index.ts';
import { describeVerb, parseDescription, type PluginDescription } from '../wire/index.ts';
import { Child, type ChildWorld } from './child.ts';
import { describeExit, type PluginExit, PluginFailure } from './connection.ts';
import { within } from './deadlines.ts';

/** The longest description that is read, in bytes. */
const longestDescription = 1_024 * 1_024;

/** Runs `EXECUTABLE describe` and reads what it says. Rejects with PluginFailure. */
export async function describePlugin(
  executable: string,
  world: ChildWorld,
  started: (child: Child) => void,
): Promise<PluginDescription> {
  const { name, output } = await describeOutput(executable, world, started);
  return parse(name, output);
}

/** Runs `EXECUTABLE describe` and gives what it printed, understood or not. Rejects with PluginFailure. */
export async function describeOutput(
  executable: string,
  world: ChildWorld,
  started: (child: Child) => void,
): Promise<{ readonly name: string; readonly output: string }> {
  const child = await Child.start({ executable, args: [describeVerb] }, world);
  started(child);
  await child.stdin.close();
  const seconds = world.deadlines.describe / 1_000;
  try {
    const output = readAll(child.stdout);
    output.catch(() => {});
    const exit = await within(world.clock, world.deadlines.describe, child.exited);
    if (exit === undefined)
      throw new PluginFailure('plugin-silent', child.name, {
        sentence: `did not answer "${describeVerb}" within ${seconds} s`,
      });
    if (exit.value.code !== 0) throw notAnswered(child.name, exit.value);
    return { name: child.name, output: await output };
  } finally {
    child.kill();
  }
}

function notAnswered(name: string, exit: PluginExit): PluginFailure {
  const sentence = `${describeExit(exit)} instead of answering "${describeVerb}"`;
  return new PluginFailure('plugin-exited', name, { sentence, exit });
}

function parse(name: string, output: string): PluginDescription {
  try {
    return parseDescription(output);
  } catch (cause) {
    const why = messageOf(cause);
    throw new PluginFailure('plugin-misbehaved', name, {
      sentence: `cannot be used: ${why}`,
      cause,
    });
  }
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of source) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestDescription) break;
  }
  return text;
}
