import type { TextOutput } from '../platform/index.ts';

/** Where questions to the person come from. */
export interface PromptSettings {
  readonly output: TextOutput;
  /** Reads a line from the controlling terminal (`Terminal.readLine`). */
  readonly readLine: (signal: AbortSignal) => Promise<string>;
  /** Aborted by the first interrupt: the pending question and all later ones fail. */
  readonly signal: AbortSignal;
}

const interrupted = 'interrupted';

/** Asks one question at a time; the answer is trimmed. */
export function prompter(settings: PromptSettings): (query: string) => Promise<string> {
  let last: Promise<unknown> = Promise.resolve();
  const askNow = async (query: string): Promise<string> => {
    if (settings.signal.aborted) throw new Error(interrupted);
    await settings.output.write(`${query} `);
    try {
      return (await settings.readLine(settings.signal)).trim();
    } catch (error) {
      if (!settings.signal.aborted) throw error;
      await settings.output.write('\n');
      throw new Error(interrupted, { cause: error });
    }
  };
  return (query) => {
    const answer = last.then(() => askNow(query));
    last = answer.catch(() => {});
    return answer;
  };
}
