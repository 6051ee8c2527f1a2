import type { Terminal } from '../ports.ts';
import { editLines } from './edit-lines.ts';
import { fs } from './fs.ts';
import { textOutput } from './text-output.ts';
import { readTerminalLine } from './terminal-line.ts';

function inputKind(): ReturnType<Terminal['inputKind']> {
  try {
    if (fs.fstatSync(0).isFIFO()) return 'pipe';
    return process.getBuiltinModule('node:tty').isatty(0) ? 'terminal' : 'other';
  } catch {
    return 'other';
  }
}

async function* readInput(): AsyncGenerator<Uint8Array> {
  yield* fs.createReadStream('', { fd: 0, autoClose: false });
}

/** The streams of this process and its controlling terminal. */
export function nodeTerminal(): Terminal {
  const output = textOutput(1);
  return {
    output,
    errorOutput: textOutput(2),
    input: { [Symbol.asyncIterator]: readInput },
    editLines: (prompt) => editLines(prompt, () => output.flush()),
    inputKind,
    readLine: readTerminalLine,
  };
}
