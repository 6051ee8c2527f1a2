/** Unwinds the check; never leaves this file. */
class SyntaxProblem extends Error {}

/** A character as Go's errors quote it: the first byte of its UTF-8 form. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  const byte = Buffer.from(character)[0] ?? 0;
  if (byte < 0x80) return `'${JSON.stringify(character).slice(1, -1).replace('\\"', '"')}'`;
  const printable = byte > 0xa0 && byte !== 0xad;
  return printable ? `'${String.fromCharCode(byte)}'` : `'\\u00${byte.toString(16)}'`;
}

/** Deeper nesting is refused, as Go does. */
const deepest = 10_000;

class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value('looking for beginning of value');
    this.#space();
    if (this.#at < this.#text.length) this.#fail('after top-level value');
  }

  #fail(where: string): never {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.#text.length) throw new SyntaxProblem('unexpected end of JSON input');
    throw new SyntaxProblem(`invalid character ${quoted(character)} ${where}`);
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  /** Takes the character if it is the next one after white space. */
  #takes(character: string): boolean {
    this.#space();
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at++;
    return true;
  }

  #value(where: string): void {
    this.#space();
    if (++this.#depth > deepest) throw new SyntaxProblem('exceeded max depth');
    const first = this.#text.charAt(this.#at);
    if (first === '{') this.#object();
    else if (first === '[') this.#array();
    else if (first === '"') this.#string();
    else if (first === '-' || /\d/.test(first)) this.#number();
    else this.#literal(where);
    this.#depth--;
  }

  #object(): void {
    this.#at++;
    if (this.#takes('}')) return;
    do {
      this.#space();
      if (this.#text.charAt(this.#at) !== '"')
        this.#fail('looking for beginning of object key string');
      this.#string();
      if (!this.#takes(':')) this.#fail('after object key');
      this.#value('looking for beginning of value');
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('after object key:value pair');
  }

  #array(): void {
    this.#at++;
    if (this.#takes(']')) return;
    do this.#value('looking for beginning of value');
    while (this.#takes(','));
    if (!this.#takes(']')) this.#fail('after array element');
  }

  #string(): void {
    this.#at++;
    for (;;) {
      const next = this.#text.charAt(this.#at);
      if (next === '"') break;
      if (next === '' || next < ' ') this.#fail('in string literal');
      this.#at++;
      if (next === '\\') this.#escape();
    }
    this.#at++;
  }

  #escape(): void {
    const kind = this.#text.charAt(this.#at);
    if (kind === '' || !'bfnrt\\/"u'.includes(kind)) this.#fail('in string escape code');
    this.#at++;
    if (kind !== 'u') return;
    for (const end = this.#at + 4; this.#at < end; this.#at++)
      if (!/[\da-f]/i.test(this.#text.charAt(this.#at)))
        this.#fail('in \\u hexadecimal character escape');
  }

  #digits(where: string): void {
    if (!/\d/.test(this.#text.charAt(this.#at))) this.#fail(where);
    while (/\d/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #number(): void {
    if (this.#text.charAt(this.#at) === '-') this.#at++;
    if (this.#text.charAt(this.#at) === '0') this.#at++;
    else this.#digits('in numeric literal');
    if (this.#text.charAt(this.#at) === '.') {
      this.#at++;
      this.#digits('after decimal point in numeric literal');
    }
    if (!/[eE]/.test(this.#text.charAt(this.#at))) return;
    this.#at++;
    if (/[+-]/.test(this.#text.charAt(this.#at))) this.#at++;
    this.#digits('in exponent of numeric literal');
  }

  #literal(where: string): void {
    const first = this.#text.charAt(this.#at);
    const word = ['true', 'false', 'null'].find((each) => first !== '' && each.startsWith(first));
    if (word === undefined) this.#fail(where);
    for (const wanted of word) {
      if (this.#text.charAt(this.#at) !== wanted)
        this.#fail(`in literal ${word} (expecting '${wanted}')`);
      this.#at++;
    }
  }
}

/** What Go's JSON decoder says about a text; undefined if it is sound. */
export function jsonSyntaxError(text: string): string | undefined {
  try {
    new Scanner(text).document();
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.message;
    throw error;
  }
}
