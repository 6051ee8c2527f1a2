/** A place in the text. Lines and columns count from 0, columns in characters. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

const breakCharacters = '\n\r\u0085\u2028\u2029';

/** True for a character that ends a line. */
export const isBreak = (character: string): boolean =>
  character !== '' && breakCharacters.includes(character);
/** True for a space or a tab. */
export const isBlank = (character: string): boolean => character === ' ' || character === '\t';
/** True for a blank, the end of a line or the end of the text (`''`). */
export const isBlankOrEnd = (character: string): boolean =>
  character === '' || isBlank(character) || isBreak(character);

/**
 * Reads a text character by character and remembers the first problem. After a problem the cursor
 * stands at the end, so every loop over it ends by itself.
 */
export class Cursor {
  readonly text: string;
  position = 0;
  index = 0;
  line = 0;
  column = 0;
  problem: { readonly message: string; readonly mark: Mark } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** The character so many places ahead (counted in UTF-16 units); `''` at the end. */
  peek(ahead = 0): string {
    return this.text[this.position + ahead] ?? '';
  }

  mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  /** Takes one character of the current line. */
  take(): string {
    const codePoint = this.text.codePointAt(this.position);
    if (codePoint === undefined) return '';
    const character = String.fromCodePoint(codePoint);
    this.position += character.length;
    this.index++;
    this.column++;
    return character;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i++) this.take();
  }

  takeWhile(wanted: (character: string) => boolean): string {
    let taken = '';
    while (this.position < this.text.length && wanted(this.peek())) taken += this.take();
    return taken;
  }

  /** Takes the end of a line, as it counts: all but the Unicode separators become a newline. */
  takeBreak(): string {
    const first = this.peek();
    const length = first === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.position += length;
    this.index += length;
    this.line++;
    this.column = 0;
    return first === '\u2028' || first === '\u2029' ? first : '\n';
  }

  /** True at `---` or `...` at the start of a line. */
  atDocumentMark(): boolean {
    if (this.column !== 0) return false;
    const three = this.text.slice(this.position, this.position + 3);
    return (three === '---' || three === '...') && isBlankOrEnd(this.peek(3));
  }

  fail(message: string, mark: Mark = this.mark()): void {
    this.problem ??= { message, mark };
    this.position = this.text.length;
  }
}
