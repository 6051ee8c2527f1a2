const mostLines = 20;
const longestLine = 2_000;

/** Cuts a stream of bytes into lines, tells each, and remembers the last few. */
export class LastLines {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #partial = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    const [first = '', ...others] = this.#decoder.decode(chunk, { stream: true }).split('\n');
    this.#partial = (this.#partial + first).slice(0, longestLine);
    for (const next of others) {
      this.#finish();
      this.#partial = next.slice(0, longestLine);
    }
  }

  /** The last lines, an unfinished one included. */
  all(): readonly string[] {
    return this.#partial.trim() === '' ? this.#lines : [...this.#lines, this.#partial.trimEnd()];
  }

  #finish(): void {
    const line = this.#partial.trimEnd();
    this.#onLine(line);
    if (line !== '') this.#lines = [...this.#lines, line].slice(-mostLines);
  }
}
