import type { Terminal, TextOutput } from '../platform/index.ts';

/** Where questions to the person come from. */
export interface PromptSettings {
  readonly output: TextOutput;
  readonly readLine: Terminal['readLine'];
  /** Aborted by the first interrupt: the pending question and all later ones fail. */
  readonly signal: AbortSignal;
}

const interrupted = 'interrupted';

/** Asks one question at a time; the answer is trimmed. */
export function prompter(settings: PromptSettings): (query: string) => Promise<string> {
  let last: Promise<unknown> = Promise.resolve();
  const askNow = async (query: string): Promise<string> => {
    if (settings.signal.aborted) throw new Error(interrupted);
    const { output, signal } = settings;
    try {
      return (await settings.readLine(signal, () => output.write(`${query} `))).trim();
    } catch (error) {
      if (!signal.aborted) throw error;
      await output.write('\n');
      throw new Error(interrupted, { cause: error });
    }
  };
  return (query) => {
    const answer = last.then(() => askNow(query));
    last = answer.catch(() => {});
    return answer;
  };
}
