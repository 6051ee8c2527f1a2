import type { Range } from '../source/index.ts';
import { append } from './append.ts';
import type { Expression, Literal, RelativeStep, SplatItemNode } from './nodes.ts';
import { numberText } from './number-text.ts';
import { type ParseState, spanning } from './parse-state.ts';
import { between } from './ranges.ts';
import * as Token from './token.ts';
import { inExpression } from './wordings.ts';

/** `Access*`: attributes, indexes and splats behind a term. */
export function parseAccesses(state: ParseState, from: Expression): Expression {
  const chain = new AccessChain(from);
  for (;;) {
    const kind = state.peek();
    if (kind === Token.dot) parseDot(state, chain);
    else if (kind === Token.openBracket) parseBracket(state, chain);
    else break;
  }
  return chain.expression();
}

/** What was read so far; constant steps are collected, so that a long reference costs little. */
class AccessChain {
  readonly origin: Expression;
  #inner: Expression;
  #steps: RelativeStep[] = [];

  constructor(from: Expression) {
    this.origin = from;
    this.#inner = from;
  }

  step(step: RelativeStep): void {
    this.#steps = append(this.#steps, step);
  }

  wrap(around: (inner: Expression) => Expression): void {
    this.#inner = around(this.expression());
    this.#steps = [];
  }

  expression(): Expression {
    const inner = this.#inner;
    const last = this.#steps[this.#steps.length - 1];
    if (last === undefined) return inner;
    const range = spanning(inner, last);
    if (inner.kind === 'scope-traversal') {
      const { root, steps: before } = inner.traversal;
      const steps = before.length === 0 ? this.#steps : [...before, ...this.#steps];
      const traversal = { root, steps, range };
      return { kind: 'scope-traversal', traversal, range };
    }
    if (inner.kind === 'relative-traversal') {
      return { ...inner, steps: [...inner.steps, ...this.#steps], range };
    }
    return { kind: 'relative-traversal', source: inner, steps: this.#steps, range };
  }
}

const noKey: Literal = { type: 'null' };

/** Stands for a key that could not be read. */
function numberKey(text: string | undefined): Literal {
  return text === undefined ? noKey : { type: 'number', text };
}

/** `"." Ident`, the legacy `"." NumberLit`, or an attribute-only splat. */
function parseDot(state: ParseState, chain: AccessChain): void {
  const dot = state.read();
  const kind = state.peek();
  if (kind === Token.identifier) {
    const name = state.read();
    chain.step({ kind: 'attribute', name: state.textOf(name), range: state.span(dot, name) });
  } else if (kind === Token.number) {
    chain.step(parseLegacyIndex(state, dot, undefined));
  } else if (kind === Token.star) {
    parseAttributeSplat(state, chain, dot);
  } else {
    state.report(inExpression.attributeName, { subject: state.nextRange() });
    state.recovery = true;
    const range = between(chain.origin.range, state.rangeOf(dot));
    chain.wrap(() => ({ kind: 'invalid', range }));
  }
}

/** `.0`; what follows an attribute-only splat is told to use a full one, and pointed to there. */
function parseLegacyIndex(
  state: ParseState,
  dot: number,
  splatMarker: Range | undefined,
): RelativeStep {
  const token = state.read();
  const range = state.span(dot, token);
  const written = state.textOf(token);
  const point = written.indexOf('.');
  if (point < 0) return { kind: 'index', key: numberKey(numberText(state, token)), range };
  const first = written.slice(0, point);
  const second = written.slice(point + 1);
  if (splatMarker !== undefined) {
    const wording = inExpression.chainedLegacyIndexInSplat(first, second);
    state.report(wording, { subject: splatMarker });
  } else {
    const wording = inExpression.chainedLegacyIndex(first, second);
    state.report(wording, { subject: state.rangeOf(token) });
  }
  return { kind: 'index', key: noKey, range };
}

/** `"." "*" (("." Ident) | ("." NumberLit))*`, from behind the dot. */
function parseAttributeSplat(state: ParseState, chain: AccessChain, dot: number): void {
  const star = state.read();
  const markerRange = state.span(dot, star);
  const firstRange = state.nextRange();
  const steps: RelativeStep[] = [];
  let last = state.rangeOf(star);
  while (state.peek() === Token.dot) {
    const nextDot = state.read();
    const kind = state.peek();
    if (kind === Token.number) {
      steps.push(parseLegacyIndex(state, nextDot, state.rangeOf(star)));
    } else if (kind === Token.identifier) {
      const name = state.read();
      steps.push({ kind: 'attribute', name: state.textOf(name), range: state.span(nextDot, name) });
    } else {
      if (kind === Token.star) {
        state.reportUnlessRecovering(inExpression.nestedSplat, { subject: state.nextRange() });
      } else {
        state.reportUnlessRecovering(inExpression.attributeName, { subject: state.rangeOf(star) });
      }
      state.recovery = true;
      return;
    }
    last = state.previousRange();
  }
  const item: SplatItemNode = { kind: 'splat-item', range: markerRange };
  const each: Expression =
    steps.length === 0
      ? item
      : { kind: 'relative-traversal', source: item, steps, range: between(firstRange, last) };
  const range = between(chain.origin.range, last);
  chain.wrap((source) => ({ kind: 'splat', source, each, item, range, markerRange }));
}

/** `"[" Expr "]"` or a full splat. */
function parseBracket(state: ParseState, chain: AccessChain): void {
  const open = state.read();
  if (state.peek() === Token.star) return parseFullSplat(state, chain, open);
  state.pushLineEnds(false);
  const known = state.diagnostics.length;
  const key = state.parse('expression');
  let close: number;
  if (state.lostSince(known)) close = state.recover(Token.closeBracket);
  else {
    close = state.read();
    if (state.kind() !== Token.closeBracket && !state.recovery) {
      close = state.recover(Token.closeBracket);
      state.report(inExpression.indexUnclosed, { subject: state.rangeOf(close) });
    }
  }
  state.popLineEnds();
  const bracketRange = state.span(open, close);
  const constant = constantKey(key);
  if (constant !== undefined) {
    chain.step({ kind: 'index', key: constant, range: bracketRange });
    return;
  }
  const range = between(chain.origin.range, bracketRange);
  const openRange = state.rangeOf(open);
  chain.wrap((collection) => {
    return { kind: 'index', collection, key, range, openRange, bracketRange };
  });
}

/** The key if it is a constant as it stands: then the index is a step of a reference. */
function constantKey(key: Expression): Literal | undefined {
  if (key.kind === 'literal') return key.value;
  if (key.kind !== 'template') return undefined;
  const [part, another] = key.parts;
  return part?.kind === 'literal' && another === undefined ? part.value : undefined;
}

/** `"[" "*" "]" Access*`: everything that follows happens to each element. */
function parseFullSplat(state: ParseState, chain: AccessChain, open: number): void {
  state.read();
  let close = state.read();
  if (state.kind() !== Token.closeBracket && !state.recovery) {
    close = state.recover(Token.closeBracket);
    state.report(inExpression.splatUnclosed, { subject: state.rangeOf(close) });
  }
  const markerRange = state.span(open, close);
  const item: SplatItemNode = { kind: 'splat-item', range: markerRange };
  const isShallow = state.enter();
  const each = isShallow ? parseAccesses(state, item) : item;
  state.leave();
  const range = between(chain.origin.range, each.range);
  chain.wrap((source) => ({ kind: 'splat', source, each, item, range, markerRange }));
}
