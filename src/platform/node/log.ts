import { type Clock, FileError, type Log } from '../ports.ts';
import { codeOf, reasonOf } from './file-reasons.ts';
import { fs } from './fs.ts';
import { textOutput } from './text-output.ts';

/** Where the log goes and what must not be in it. */
export interface LogSettings {
  /** A file that is emptied first; absent: standard error. */
  readonly path?: string;
  /** Takes secrets out of a line. */
  readonly mask: (text: string) => string;
  readonly clock: Clock;
}

const labels = {
  trace: '[TRACE] ',
  debug: '[DEBUG] ',
  info: '[INFO] ',
  warn: '[WARN] ',
  error: '[ERROR] ',
} as const;

/** A log nobody listens to. */
export const silentLog: Log & { flush(): Promise<void> } = {
  enabled: false,
  write: () => {},
  flush: () => Promise.resolve(),
};

const two = (value: number) => String(value).padStart(2, '0');

function timeOf(now: Date): string {
  const day = `${now.getFullYear()}/${two(now.getMonth() + 1)}/${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}

/** Opens a file for writing and empties it. Throws FileError. */
function openFresh(path: string): number {
  try {
    return fs.openSync(path, 'w', 0o666);
  } catch (error) {
    throw new FileError(codeOf(error), 'open', path, reasonOf(error), error);
  }
}

/**
 * Opens the log of PACKER_LOG and PACKER_LOG_PATH. The library behind it is loaded here, so that a run
 * without a log does not pay for it. Lines look like Packer's, because people and tests search in them.
 */
export async function openLog(settings: LogSettings): Promise<Log & { flush(): Promise<void> }> {
  const { default: pino } = await import('pino');
  const output = textOutput(settings.path === undefined ? 2 : openFresh(settings.path));
  const line = (text: string) =>
    void output.write(`${timeOf(settings.clock.now())} ${settings.mask(text)}\n`);
  const logger = pino(
    { level: 'trace', base: null, timestamp: false },
    { write: (json: string) => line(String(JSON.parse(json).msg)) },
  );
  return {
    enabled: true,
    write: (level, message) => logger[level](labels[level] + message),
    flush: () => output.flush(),
  };
}
