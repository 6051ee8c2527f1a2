import { goJson } from '../base/index.ts';

/** What stands in the place of a secret. */
const substitute = '<sensitive>';

/** Characters with a meaning in regular expressions. */
const special = /[\\^$.*+?()[\]{}|/-]/g;

/** The text as it stands inside JSON's quotes. */
const json = (text: string) => JSON.stringify(text).slice(1, -1);

/**
 * Every form in which a piece of secret text may turn up: as it is, inside JSON (plain and as Go
 * writes it), inside JSON that is a text inside JSON, and inside a shell's single or double quotes.
 */
function formsOf(text: string): readonly string[] {
  return [
    text,
    json(text),
    json(json(text)),
    goJson(json(text)),
    text.replaceAll("'", `'\\''`),
    text.replaceAll("'", `'"'"'`),
    text.replace(/["\\$`]/g, '\\$&'),
  ];
}

/**
 * The secrets of one run. They only grow: what was secret once stays so. Whoever reads a stream puts
 * its lines together before they are masked, so that no secret is missed for being cut in two.
 */
export class Secrets {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;

  /** Registers a value, its form with plain line ends, and each of its non-empty lines. */
  add(...values: readonly string[]): void {
    for (const value of values) {
      const plain = value.replaceAll('\r\n', '\n');
      for (const piece of [value, plain, ...plain.split('\n')]) {
        if (piece !== '' && !this.#forms.has(piece)) this.#register(piece);
      }
    }
  }

  #register(piece: string): void {
    for (const form of formsOf(piece)) this.#forms.add(form);
    this.#pattern = undefined;
  }

  /** The text with every secret replaced; the longest secret wins where several overlap. */
  mask(text: string): string {
    return this.#forms.size === 0 ? text : text.replace(this.#compiled(), substitute);
  }

  #compiled(): RegExp {
    if (this.#pattern === undefined) {
      const longestFirst = [...this.#forms].sort((a, b) => b.length - a.length);
      const sources = longestFirst.map((form) => form.replace(special, '\\$&'));
      this.#pattern = new RegExp(sources.join('|'), 'g');
    }
    return this.#pattern;
  }
}
