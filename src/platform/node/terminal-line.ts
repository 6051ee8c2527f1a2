import { fs } from './fs.ts';

const none = 'no available tty';

/**
 * True if this process is in the foreground process group of its terminal, or if nobody can tell.
 * Reading from the background would stop the process.
 */
function inForeground(): boolean {
  try {
    // /proc/self/stat: pid (name) state ppid group session terminal foreground-group …
    const fields = fs
      .readFileSync('/proc/self/stat', 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[2] === fields[5];
  } catch {
    return true;
  }
}

function openTerminal(): number {
  const path = process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty';
  try {
    // O_NOCTTY: asking must not make a terminal ours that was not.
    return fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NOCTTY ?? 0));
  } catch (cause) {
    throw new Error(none, { cause });
  }
}

/** One line from the controlling terminal, without its end; see `Terminal.readLine`. */
export async function readTerminalLine(
  signal: AbortSignal,
  prompt: () => Promise<void>,
): Promise<string> {
  signal.throwIfAborted();
  if (!inForeground()) throw new Error(none);
  const descriptor = openTerminal();
  const { ReadStream } = await import('node:tty');
  let input: InstanceType<typeof ReadStream>;
  try {
    input = new ReadStream(descriptor);
  } catch (cause) {
    fs.closeSync(descriptor);
    throw new Error(none, { cause });
  }
  try {
    await prompt();
    signal.throwIfAborted();
    return await firstLine(input, signal);
  } finally {
    input.destroy();
  }
}

function firstLine(input: NodeJS.ReadableStream, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    input.setEncoding('utf8');
    input.on('data', (chunk: string) => {
      text += chunk;
      const end = text.search(/[\r\n]/);
      if (end >= 0) resolve(text.slice(0, end));
    });
    input.on('error', reject);
    input.on('end', () => (text === '' ? reject(new Error('EOF')) : resolve(text)));
  });
}
