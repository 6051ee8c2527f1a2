/** What stands in the place of a secret. */
const substitute = '<sensitive>';

/** Characters with a meaning in regular expressions. */
const special = /[\\^$.*+?()[\]{}|/-]/g;

/** JSON as Go writes it: with the three characters that matter in HTML as escapes. */
const goJson = (text: string) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[<>&\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

/**
 * Every form in which a piece of secret text may turn up: as it is, inside JSON (plain and as Go
 * writes it) and inside a shell's single or double quotes.
 */
function formsOf(text: string): readonly string[] {
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    goJson(text),
    text.replaceAll("'", `'\\''`),
    text.replaceAll("'", `'"'"'`),
    text.replace(/["\\$`]/g, '\\$&'),
  ];
}

/** A text that arrives in pieces, with the secrets taken out even where a piece ends inside one. */
export interface MaskedStream {
  /** Returns what can be shown now. */
  push(piece: string): string;
  /** Returns the rest. */
  end(): string;
}

/** The secrets of one run. They only grow: what was secret once stays so. */
export class Secrets {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;
  #longest = 0;

  /** Registers a value, its form with plain line ends, and each of its non-empty lines. */
  add(...values: readonly string[]): void {
    for (const value of values) {
      const plain = value.replaceAll('\r\n', '\n');
      for (const piece of [value, plain, ...plain.split('\n')]) {
        if (piece !== '') for (const form of formsOf(piece)) this.#forms.add(form);
      }
    }
    this.#pattern = undefined;
  }

  /** The text with every secret replaced; the longest secret wins where several overlap. */
  mask(text: string): string {
    return this.#forms.size === 0 ? text : text.replace(this.#compiled(), substitute);
  }

  /**
   * Masks a text that arrives in pieces. The end of a piece is held back as long as it could be the
   * beginning of a secret.
   */
  stream(): MaskedStream {
    let held = '';
    return {
      push: (piece) => {
        const text = held + piece;
        const keep = this.#openAt(text);
        held = text.slice(keep);
        return this.mask(text.slice(0, keep));
      },
      end: () => {
        const rest = held;
        held = '';
        return this.mask(rest);
      },
    };
  }

  /** Where the part of the text begins that cannot be judged before more is known. */
  #openAt(text: string): number {
    if (this.#forms.size === 0) return text.length;
    const matches = [...text.matchAll(this.#compiled())];
    for (let at = Math.max(0, text.length - this.#longest + 1); at < text.length; at++) {
      const inside = matches.some(
        (match) => match.index < at && at < match.index + match[0].length,
      );
      const tail = text.slice(at);
      if (!inside && this.#mayContinue(tail)) return at;
    }
    return text.length;
  }

  #mayContinue(tail: string): boolean {
    for (const form of this.#forms) {
      if (form.length > tail.length && form.startsWith(tail)) return true;
    }
    return false;
  }

  #compiled(): RegExp {
    if (this.#pattern === undefined) {
      const longestFirst = [...this.#forms].sort((a, b) => b.length - a.length);
      this.#longest = longestFirst[0]?.length ?? 0;
      const sources = longestFirst.map((form) => form.replace(special, '\\$&'));
      this.#pattern = new RegExp(sources.join('|'), 'g');
    }
    return this.#pattern;
  }
}
