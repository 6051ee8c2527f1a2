import type { Listener } from '../events/index.ts';
import type { Clock, TextOutput } from '../platform/index.ts';

/** A line on a terminal that says how far downloads are. */
export interface DownloadBar {
  /** Hears of every piece that arrives. */
  progress(url: string, bytes: number, size: number | undefined): void;
  /** Takes the line away, for something else to be written; the next progress brings it back. */
  erase(): void;
  /** The same listener, but the line is away while it says something. */
  around(listener: Listener): Listener;
}

/** Milliseconds between two drawings. */
const pace = 100;

/** Smaller files are not worth a line. */
const smallest = 1024 * 1024;

const width = 30;

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

/** Draws one line for all downloads together; nothing where the output is no terminal. */
export function downloadBar(output: TextOutput, clock: Clock): DownloadBar {
  const files = new Map<string, { bytes: number; size: number }>();
  let drawn = false;
  let last = Number.NEGATIVE_INFINITY;

  const erase = (): void => {
    if (drawn) void output.write('\r\x1b[K');
    drawn = false;
  };
  const draw = (): void => {
    let bytes = 0;
    let size = 0;
    for (const file of files.values()) {
      bytes += file.bytes;
      size += file.size;
    }
    const filled = Math.floor((width * bytes) / size);
    const bar = `${'#'.repeat(filled)}${'.'.repeat(width - filled)}`;
    const text = `Downloading [${bar}] ${megabytes(bytes)} of ${megabytes(size)} MB`;
    void output.write(`\r${text}\x1b[K`);
    drawn = true;
  };
  return {
    erase,
    progress: (url, bytes, size) => {
      if (!output.isTerminal || size === undefined || size < smallest) return;
      files.set(url, { bytes, size });
      if ([...files.values()].every((file) => file.bytes >= file.size)) {
        files.clear();
        erase();
      } else if (clock.monotonic() - last >= pace) {
        last = clock.monotonic();
        draw();
      }
    },
    around: (listener) => ({
      ...listener,
      emit: async (event) => {
        erase();
        await listener.emit(event);
      },
    }),
  };
}
