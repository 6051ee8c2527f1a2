const mostLines = 20;
/** Longest line that is told. */
const longestLine = 2_000;
/** Longest line that is kept until its end, so that a secret in it is found before it is cut. */
const longestKept = 1024 * 1024;

/** What is done with the lines of a process. */
export interface LineRules {
  /** Hears of each line, cut to what is told. */
  readonly onLine: (line: string) => void;
  /** Takes secrets out of a line that has to be cut: afterwards a part of one would not be known. */
  readonly mask: (line: string) => string;
}

/** Cuts a stream of bytes into lines, tells each, and remembers the last few. */
export class LastLines {
  readonly #rules: LineRules;
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #partial = '';

  constructor(rules: LineRules) {
    this.#rules = rules;
  }

  push(chunk: Uint8Array): void {
    const [first = '', ...others] = this.#decoder.decode(chunk, { stream: true }).split('\n');
    this.#partial = (this.#partial + first).slice(0, longestKept);
    for (const next of others) {
      this.#finish();
      this.#partial = next.slice(0, longestKept);
    }
  }

  /** The last lines, an unfinished one included. */
  all(): readonly string[] {
    const unfinished = this.#told();
    return unfinished === '' ? this.#lines : [...this.#lines, unfinished];
  }

  #told(): string {
    const line = this.#partial.trimEnd();
    return line.length <= longestLine ? line : this.#rules.mask(line).slice(0, longestLine);
  }

  #finish(): void {
    const line = this.#told();
    this.#rules.onLine(line);
    if (line !== '') this.#lines = [...this.#lines, line].slice(-mostLines);
  }
}
