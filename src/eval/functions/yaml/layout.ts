/** Where a line of a double-quoted text may be folded. */
export const foldWidth = 80;

const step = 2;

/**
 * The page an encoder writes on. It knows the column, whether only indentation precedes the pen, and
 * how deep the current collection is indented; the rules are those of the common YAML emitters.
 */
export class Page {
  text = '';
  column = 0;
  /** -1 before the first collection. */
  indent = -1;
  /** Nothing but indentation and `-`, `?`, `:` stand before the pen on this line. */
  onlyIndentation = true;
  afterSpace = true;

  /** Goes one level deeper for as long as `work` runs. */
  nested(flow: boolean, indentless: boolean, work: () => void): void {
    const outer = this.indent;
    if (outer < 0) this.indent = flow ? step : 0;
    else if (!indentless) this.indent = outer + step;
    work();
    this.indent = outer;
  }

  put(text: string): void {
    this.text += text;
    this.column += [...text].length;
  }

  breakLine(): void {
    this.text += '\n';
    this.column = 0;
  }

  /** Ends the line unless the pen already stands right, then fills up to the indentation. */
  startLine(): void {
    const indent = Math.max(this.indent, 0);
    if (
      !this.onlyIndentation ||
      this.column > indent ||
      (this.column === indent && !this.afterSpace)
    )
      this.breakLine();
    if (this.column < indent) this.put(' '.repeat(indent - this.column));
    this.afterSpace = true;
    this.onlyIndentation = true;
  }

  /** Writes a mark such as `-`; `indents` says that what follows may start on the same line. */
  mark(text: string, options: { readonly spaced: boolean; readonly indents: boolean }): void {
    if (options.spaced && !this.afterSpace) this.put(' ');
    this.put(text);
    this.afterSpace = false;
    this.onlyIndentation = this.onlyIndentation && options.indents;
  }
}
