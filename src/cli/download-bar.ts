import type { Listener } from '../events/index.ts';
import type { Clock, TextOutput } from '../platform/index.ts';
import { progressLine } from '../ui/index.ts';

/** A line on a terminal that says how far downloads are. */
export interface DownloadBar {
  /** Hears of every piece that arrives. */
  progress(url: string, bytes: number, size: number | undefined): void;
  /** Takes the line away, for something else to be written; the next progress brings it back. */
  erase(): void;
  /** The same listener, but the line is away while it says something. */
  around(listener: Listener): Listener;
}

/** Draws one line for all downloads together; nothing where the output is no terminal. */
export function downloadBar(output: TextOutput, clock: Clock): DownloadBar {
  const line = progressLine(output, clock, () => 'Downloading');
  return {
    erase: line.erase,
    progress: (url, bytes, size) => {
      if (size !== undefined) line.show(url, bytes, size);
    },
    around: (listener) => ({
      ...listener,
      emit: async (event) => {
        line.erase();
        await listener.emit(event);
      },
    }),
  };
}
