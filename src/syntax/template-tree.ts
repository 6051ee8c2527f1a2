import { composed } from '../base/index.ts';
import type { Expression, LiteralNode, TemplateNode } from './nodes.ts';
import { type ParseState, spanning, type Wording } from './parse-state.ts';
import { endOf, rangeText, startOf, TextRange } from './ranges.ts';
import type {
  EndPart,
  ForPart,
  IfPart,
  InterpolationPart,
  TemplatePart,
  TextPart,
} from './template-parts.ts';
import { inTemplate } from './wordings.ts';

/** Turns parts into expressions: directives take what is between them and their ends. */
export function assembleTemplate(
  state: ParseState,
  parts: readonly TemplatePart[],
  end: number,
): readonly Expression[] {
  if (parts.every(isValue)) return parts.map(expressionOf);
  const assembler = new Assembler(state, parts, state.rangeOf(end));
  const result: Expression[] = [];
  while (assembler.hasMore()) result.push(assembler.expression());
  return result;
}

function isValue(part: TemplatePart): part is TextPart | InterpolationPart {
  return part.kind === 'text' || part.kind === 'interpolation';
}

function expressionOf(part: TextPart | InterpolationPart): Expression {
  return part.kind === 'text' ? literalText(part.value, part.range) : part.expression;
}

class Assembler {
  readonly #state: ParseState;
  readonly #parts: readonly TemplatePart[];
  readonly #endRange: TextRange;
  #next = 0;

  constructor(state: ParseState, parts: readonly TemplatePart[], endRange: TextRange) {
    this.#state = state;
    this.#parts = parts;
    this.#endRange = endRange;
  }

  hasMore(): boolean {
    return this.#next < this.#parts.length;
  }

  expression(): Expression {
    const part = this.#parts[this.#next];
    if (part === undefined) return this.#fail(inTemplate.endOfTemplate(), this.#endRange);
    this.#next += 1;
    switch (part.kind) {
      case 'text':
      case 'interpolation':
        return expressionOf(part);
      case 'if':
      case 'for': {
        const isShallow = this.#state.enter();
        const result = isShallow
          ? this.#directive(part)
          : ({ kind: 'invalid', range: part.range } as const);
        this.#state.leave();
        return result;
      }
      default:
        return this.#fail(inTemplate.unexpected(part.kind), part.range);
    }
  }

  #directive(part: IfPart | ForPart): Expression {
    return part.kind === 'if' ? this.#conditional(part) : this.#loop(part);
  }

  #fail(wording: Wording, range: TextRange): Expression {
    this.#state.report(wording, { subject: range });
    return { kind: 'invalid', range };
  }

  /** What comes before the next `else` or end, and that; a failure if the template ends first. */
  #until(open: IfPart | ForPart, into: Expression[]): EndPart | Expression {
    for (;;) {
      const part = this.#parts[this.#next];
      if (part === undefined) {
        const place = rangeText(open.range);
        const detail = `The ${open.kind} directive at ${place} is missing its corresponding end${open.kind} directive.`;
        return this.#fail(inTemplate.endOfTemplate(detail), this.#endRange);
      }
      if (part.kind === 'else' || part.kind === 'endif' || part.kind === 'endfor') {
        this.#next += 1;
        return part;
      }
      into.push(this.expression());
    }
  }

  #conditional(open: IfPart): Expression {
    const started = rangeText(open.range);
    const whenTrue: Expression[] = [];
    const whenFalse: Expression[] = [];
    let end = this.#until(open, whenTrue);
    if (end.kind === 'else') {
      end = this.#until(open, whenFalse);
      if (end.kind === 'else') {
        const detail = `Already in the else clause for the if started at ${started}.`;
        return this.#fail(inTemplate.unexpected('else', detail), end.range);
      }
    }
    if (end.kind === 'endfor') {
      const detail = `Expecting an endif directive for the if started at ${started}.`;
      return this.#fail(inTemplate.unexpected('endfor', detail), end.range);
    }
    if (end.kind !== 'endif') return end;
    return {
      kind: 'conditional',
      condition: open.condition,
      whenTrue: branch(whenTrue, endOf(open.range)),
      whenFalse: branch(whenFalse, startOf(end.range)),
      range: new TextRange(open.range.text, open.range.from, end.range.to),
    };
  }

  #loop(open: ForPart): Expression {
    const content: Expression[] = [];
    const end = this.#until(open, content);
    if (end.kind === 'else') {
      const detail = 'An else clause is not expected for a for directive.';
      return this.#fail(inTemplate.unexpected('else', detail), end.range);
    }
    if (end.kind === 'endif') {
      const detail = `Expecting an endfor directive corresponding to the for directive at ${rangeText(open.range)}.`;
      return this.#fail(inTemplate.unexpected('endif', detail), end.range);
    }
    if (end.kind !== 'endfor') return end;
    const { keyName, valueName, collection } = open;
    const range = new TextRange(open.range.text, open.range.from, end.range.to);
    const tuple = {
      kind: 'for',
      keyName,
      valueName,
      collection,
      key: undefined,
      value: branch(content, endOf(open.range)),
      condition: undefined,
      grouping: false,
      range,
      openRange: open.range,
      closeRange: end.range,
    } as const;
    return { kind: 'template-join', tuple, range };
  }
}

/** Literal text of a template as an expression. */
export function literalText(value: string, range: TextRange): LiteralNode {
  return { kind: 'literal', value: { type: 'string', value: composed(value) }, range };
}

function branch(parts: readonly Expression[], emptyRange: ReturnType<typeof endOf>): TemplateNode {
  const [first] = parts;
  if (first === undefined) {
    const empty = { type: 'string', value: '' } as const;
    const range = emptyRange;
    return { kind: 'template', parts: [{ kind: 'literal', value: empty, range }], range };
  }
  return { kind: 'template', parts, range: spanning(first, parts[parts.length - 1] ?? first) };
}
