import { quote } from '../base/index.ts';
import { append } from './append.ts';
import { spaceRun } from './characters.ts';
import type { ParseState, Place } from './parse-state.ts';
import { decodeText } from './parse-string.ts';
import { parseForNames } from './parse-for-names.ts';
import { TextRange } from './ranges.ts';
import { nearestName } from './suggestion.ts';
import type { TemplatePart, TemplateParts } from './template-parts.ts';
import * as Token from './token.ts';
import type { TokenKind } from './tokens.ts';
import { inTemplate } from './wordings.ts';

const leadingSpace = new RegExp(`^${spaceRun}`, 'u');
const trailingSpace = new RegExp(`${spaceRun}$`, 'u');

/** Reads a template up to and with its closer into parts, trim markers applied. */
export function parseTemplateParts(state: ParseState, closer: TokenKind): TemplateParts {
  return new PartsReader(state, closer).read();
}

class PartsReader {
  readonly #state: ParseState;
  readonly #closer: TokenKind;
  readonly #first: number;
  #parts: TemplatePart[] = [];
  /** The sequence before ended in `~}`. */
  #trimNext = false;
  /** The token before was literal text, so `${~` may trim it. */
  #previousIsText = false;

  constructor(state: ParseState, closer: TokenKind) {
    this.#state = state;
    this.#closer = closer;
    this.#first = state.peekIndex();
  }

  read(): TemplateParts {
    const state = this.#state;
    for (;;) {
      const token = state.read();
      const kind = state.kind();
      if (kind === this.#closer) return this.#finish(token);
      const trim = this.#trimNext;
      this.#trimNext = false;
      const previousIsText = this.#previousIsText;
      this.#previousIsText = false;
      if (kind === Token.quotedText || kind === Token.plainText) this.#text(token, trim);
      else if (kind === Token.templateInterpolation || kind === Token.templateControl) {
        if (previousIsText && hasTrimMarker(state, token)) this.#trimPrevious();
        state.pushLineEnds(false);
        if (kind === Token.templateInterpolation) this.#interpolation(token);
        else this.#directive(token);
        state.popLineEnds();
      } else return this.#unterminated(token);
    }
  }

  #add(part: TemplatePart): void {
    this.#parts = append(this.#parts, part);
  }

  #finish(end: number): TemplateParts {
    if (this.#parts.length === 0) {
      const { text, to } = this.#state.rangeOf(this.#first);
      this.#add({ kind: 'text', value: '', range: new TextRange(text, to, to) });
    }
    return { parts: this.#parts, range: this.#state.span(this.#first, end), end };
  }

  #unterminated(token: number): TemplateParts {
    const state = this.#state;
    const place = { subject: state.rangeOf(token), context: state.span(this.#first, token) };
    state.reportUnlessRecovering(inTemplate.unterminated, place);
    // What was read was perhaps the end already.
    return this.#finish(state.recover(this.#closer));
  }

  #text(token: number, trim: boolean): void {
    const range = this.#state.rangeOf(token);
    const decoded = decodeText(this.#state, token);
    const value = trim ? decoded.replace(leadingSpace, '') : decoded;
    this.#add({ kind: 'text', value, range });
    this.#previousIsText = true;
  }

  #trimPrevious(): void {
    const previous = this.#parts[this.#parts.length - 1];
    if (previous?.kind === 'text') previous.value = previous.value.replace(trailingSpace, '');
  }

  #interpolation(open: number): void {
    const state = this.#state;
    const expression = state.parse('expression');
    const range = state.span(open, state.peekIndex());
    if (state.peek() === Token.templateEnd) this.#closeSequence();
    else {
      this.#complainAboutInterpolation();
      state.recover(Token.templateEnd);
    }
    this.#add({ kind: 'interpolation', expression, range });
  }

  #closeSequence(): void {
    this.#trimNext = this.#state.lengthOf(this.#state.read()) === 2;
  }

  #complainAboutInterpolation(): void {
    const state = this.#state;
    const kind = state.peek();
    const isQuote = kind === Token.closeQuote || kind === Token.openQuote;
    if (kind === Token.endOfFile) {
      state.reportUnlessRecovering(inTemplate.unclosedAtEnd, {
        subject: state.rangeOf(this.#first),
      });
    } else if (isQuote && this.#closer === Token.closeQuote) {
      state.reportUnlessRecovering(inTemplate.unclosedAtQuote, {
        subject: state.rangeOf(this.#first),
      });
    } else {
      const wording = kind === Token.colon ? inTemplate.colon : inTemplate.junk;
      state.reportUnlessRecovering(wording, this.#next());
    }
  }

  #directive(open: number): void {
    const state = this.#state;
    const keyword = state.peekIndex();
    if (state.peek() !== Token.identifier) {
      const place = { subject: state.rangeOf(keyword), context: state.span(open, keyword) };
      state.reportUnlessRecovering(inTemplate.directive, place);
      state.recover(Token.templateEnd);
      return;
    }
    state.read();
    const part = this.#directivePart(open, keyword);
    if (part === undefined) {
      state.recover(Token.templateEnd);
      return;
    }
    this.#add(part);
    if (state.peek() === Token.templateEnd) return this.#closeSequence();
    const wording = inTemplate.markerJunk(state.textOf(keyword));
    state.reportUnlessRecovering(wording, this.#next());
    state.recover(Token.templateEnd);
  }

  #directivePart(open: number, keyword: number): TemplatePart | undefined {
    const state = this.#state;
    const name = state.textOf(keyword);
    switch (name) {
      case 'if': {
        const condition = state.parse('expression');
        return { kind: 'if', condition, range: state.span(open, state.peekIndex()) };
      }
      case 'for':
        return this.#forPart(open);
      case 'else':
      case 'endif':
      case 'endfor':
        return { kind: name, range: state.span(open, state.peekIndex()) };
      default: {
        const near = nearestName(name, keywords);
        const hint = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
        const place = { subject: state.rangeOf(keyword), context: state.span(open, keyword) };
        state.reportUnlessRecovering(inTemplate.keyword(name, hint), place);
        return undefined;
      }
    }
  }

  #forPart(open: number): TemplatePart | undefined {
    const state = this.#state;
    const complain = (detail: string) => {
      const subject = state.nextRange();
      state.reportUnlessRecovering(inTemplate.invalidFor(detail), { subject });
    };
    const names = parseForNames(state, complain, {
      first: "For directive requires variable name after 'for'.",
      second: 'For directive requires value variable name after comma.',
      in: "For directive requires 'in' keyword after names.",
    });
    if (names === undefined) return undefined;
    const collection = state.parse('expression');
    return { kind: 'for', ...names, collection, range: state.span(open, state.peekIndex()) };
  }

  /** The next token, as seen from the start of the template. */
  #next(): Place {
    const state = this.#state;
    const next = state.peekIndex();
    return { subject: state.rangeOf(next), context: state.span(this.#first, next) };
  }
}

const keywords = ['if', 'for', 'else', 'endif', 'endfor'];

function hasTrimMarker(state: ParseState, open: number): boolean {
  return state.lengthOf(open) === 3;
}
