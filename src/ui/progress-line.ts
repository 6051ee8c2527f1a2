import type { Clock, TextOutput } from '../platform/index.ts';

/** One line at the bottom of a terminal for all transfers together; nothing where there is no terminal. */
export interface ProgressLine {
  /** How far a transfer is, in bytes. The line goes when all of them are through. */
  show(name: string, bytes: number, size: number): void;
  /** A transfer ended, through or not. */
  forget(name: string): void;
  /** Takes the line away until the next piece of a transfer: something else is written now. */
  erase(): void;
}

/** Milliseconds between two drawings. */
const pace = 100;

/** Smaller transfers are not worth a line. */
const smallest = 1024 * 1024;

const width = 30;

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

/** Draws the line; `label` says what it is about, in few words. */
export function progressLine(
  output: TextOutput,
  clock: Clock,
  label: (names: readonly string[]) => string,
): ProgressLine {
  const transfers = new Map<string, { readonly bytes: number; readonly size: number }>();
  let drawn = false;
  let last = Number.NEGATIVE_INFINITY;

  const erase = (): void => {
    if (drawn) void output.write('\r\x1b[K');
    drawn = false;
  };
  const draw = (): void => {
    let bytes = 0;
    let size = 0;
    for (const transfer of transfers.values()) {
      bytes += transfer.bytes;
      size += transfer.size;
    }
    const filled = Math.floor((width * bytes) / size);
    const bar = `${'#'.repeat(filled)}${'.'.repeat(width - filled)}`;
    const text = `${label([...transfers.keys()])} [${bar}] ${megabytes(bytes)} of ${megabytes(size)} MB`;
    void output.write(`\r${text}\x1b[K`);
    drawn = true;
  };
  return {
    show: (name, bytes, size) => {
      if (!output.isTerminal || size < smallest) return;
      transfers.set(name, { bytes: Math.min(bytes, size), size });
      if ([...transfers.values()].every((transfer) => transfer.bytes === transfer.size)) {
        transfers.clear();
        erase();
      } else if (clock.monotonic() - last >= pace) {
        last = clock.monotonic();
        draw();
      }
    },
    forget: (name) => {
      if (transfers.delete(name) && transfers.size === 0) erase();
    },
    erase,
  };
}
