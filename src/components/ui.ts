/** Shows how far a transfer is. */
export interface Progress {
  /** That many more bytes went through. */
  add(bytes: number): void;
  close(): void;
}

/**
 * What a component can say. Each call resolves when the listener has taken the message, so that a
 * fast talker is slowed down instead of filling memory.
 */
export interface Ui {
  say(message: string): Promise<void>;
  /** Shown as an error; the build does not fail because of it. */
  error(message: string): Promise<void>;
  /** A record for machines; shown only in machine-readable output (cli 8). */
  machine(category: string, args: readonly string[]): Promise<void>;
  /** Asks the person at the terminal; rejects where there is none or they interrupt. The answer is trimmed. */
  ask(query: string): Promise<string>;
  /** `current` and `total` in bytes; a total of 0 means unknown. */
  trackProgress(source: string, current: number, total: number): Promise<Progress>;
}
