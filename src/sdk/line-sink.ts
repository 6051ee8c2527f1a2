import type { ByteSink } from '../base/index.ts';

/** What the UI shows of one line of output: from the last carriage return on, right-trimmed. */
export function shownLine(line: string): string {
  const trimmed = line.trimEnd();
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}

/** Longest run of bytes without a line end that is kept together; then it is shown in pieces. */
const longestLine = 1024 * 1024;

/**
 * A sink that cuts a stream of bytes into lines and hands over what is shown of each, blank ones
 * included; the last one needs no line end. `write` resolves when the listener took every line.
 */
export function lineSink(onLine: (line: string) => Promise<void> | void): ByteSink {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  const cut = async (): Promise<void> => {
    let from = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      await onLine(shownLine(rest.slice(from, end)));
      from = end + 1;
    }
    rest = rest.slice(from);
    if (rest.length < longestLine) return;
    const long = rest;
    rest = '';
    await onLine(shownLine(long));
  };
  return {
    write: async (chunk) => {
      rest += decoder.decode(chunk, { stream: true });
      await cut();
    },
    close: async () => {
      rest += decoder.decode();
      await cut();
      const last = rest;
      rest = '';
      if (last !== '') await onLine(shownLine(last));
    },
  };
}
