/**
 * Lines that a person types at the terminal, with history and editing. Ends at end of input, or when
 * Control-C is pressed on an empty line; on another line it discards the line. `ready` resolves when
 * everything that is to stand above the prompt is there.
 */
export async function* editLines(
  prompt: string,
  ready: () => Promise<void>,
): AsyncGenerator<string> {
  const { createInterface } = process.getBuiltinModule('node:readline');
  const editor = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt,
    terminal: true,
    historySize: 500,
  });
  editor.on('SIGINT', () => {
    process.stdout.write('^C\n');
    if (editor.line === '') editor.close();
    else {
      editor.write(null, { ctrl: true, name: 'e' });
      editor.write(null, { ctrl: true, name: 'u' });
      editor.prompt();
    }
  });
  try {
    editor.prompt();
    for await (const line of editor) {
      yield line;
      await ready();
      editor.prompt();
    }
  } finally {
    editor.close();
  }
}
