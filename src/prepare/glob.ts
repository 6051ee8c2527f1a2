import { failed, ok, type Result } from '../base/index.ts';

/** True if the whole name matches. */
export type Glob = (name: string) => boolean;

/** The pattern is not a glob; the message is what the user gets to read. */
class GlobError extends Error {}

const special = /[\\^$.*+?()[\]{}|/]/g;
/** A hyphen has no escape of its own outside of brackets, and needs one inside. */
const literal = (text: string) => text.replace(special, '\\$&').replaceAll('-', '\\x2d');

/** Reads a pattern character by character and writes the same thing as a regular expression. */
class GlobReader {
  readonly #characters: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  /** pattern = { "*" | "**" | "?" | range | "{" pattern { "," pattern } "}" | character } */
  read(): string {
    let source = '';
    for (let char = this.#next(); char !== undefined; char = this.#next()) {
      source += this.#item(char);
    }
    // What is still open at the end closes there.
    return source + ')'.repeat(this.#depth);
  }

  #next(): string | undefined {
    return this.#characters[this.#at++];
  }

  #item(char: string): string {
    if (char === '*') return '.*';
    if (char === '?') return '.';
    if (char === '[') return this.#range();
    if (char === '\\') return literal(this.#next() ?? '');
    if (char === '{') {
      this.#depth++;
      return '(?:';
    }
    if (this.#depth > 0 && char === ',') return '|';
    if (this.#depth > 0 && char === '}') {
      this.#depth--;
      return ')';
    }
    return literal(char);
  }

  /** range = "[" [ "!" ] ( low "-" high | characters ) "]"; the first bracket is already read. */
  #range(): string {
    const negated = this.#characters[this.#at] === '!';
    if (negated) this.#at++;
    const start = negated ? '[^' : '[';
    const low = this.#rangeCharacter();
    if (this.#characters[this.#at] === '-') {
      this.#at++;
      const high = this.#rangeCharacter();
      if (high < low) {
        throw new GlobError(`hi character '${high}' should be greater than lo '${low}'`);
      }
      if (this.#rangeCharacter() !== ']') throw new GlobError('expected close range character');
      return `${start}${literal(low)}-${literal(high)}]`;
    }
    let characters = '';
    for (let char = low; char !== ']'; char = this.#rangeCharacter()) {
      characters += char === '\\' ? this.#rangeCharacter() : char;
    }
    if (characters === '') throw new GlobError('could not parse range');
    return `${start}${literal(characters)}]`;
  }

  #rangeCharacter(): string {
    const char = this.#next();
    if (char === undefined) throw new GlobError('unexpected end of input');
    return char;
  }
}

/**
 * Compiles a glob of `-only` and `-except`: `*` and `**` are any run of characters, dots included, `?`
 * one character, `[abc]`, `[a-z]`, `[!a-z]`, `{x,y}`; `\` takes the next character as it is.
 */
export function compileGlob(pattern: string): Result<Glob, string> {
  try {
    const expression = new RegExp(`^(?:${new GlobReader(pattern).read()})$`, 'su');
    return ok((name) => expression.test(name));
  } catch (error) {
    if (error instanceof GlobError) return failed(error.message);
    throw error;
  }
}
