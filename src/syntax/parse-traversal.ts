import { composed } from '../base/index.ts';
import type { RelativeStep, RootStep, SplatStep } from './nodes.ts';
import { numberText } from './number-text.ts';
import type { ParseState, Wording } from './parse-state.ts';
import { parseStringLiteral } from './parse-string.ts';
import { between } from './ranges.ts';
import * as Token from './token.ts';
import { inTraversal } from './wordings.ts';

/** A root and what follows it, splats included where they were allowed. */
export interface ParsedTraversal {
  readonly root: RootStep;
  readonly steps: readonly (RelativeStep | SplatStep)[];
}

/** A whole text that is a reference; what follows the first mistake is not read. */
export function parseReference(
  state: ParseState,
  splats: 'with splats' | 'without splats',
): ParsedTraversal | undefined {
  state.pushLineEnds(false);
  const first = state.read();
  const rootRange = state.rangeOf(first);
  if (state.kind() !== Token.identifier) {
    state.report(inTraversal.variable, { subject: rootRange });
    return undefined;
  }
  const root = { kind: 'root', name: state.textOf(first), range: rootRange } as const;
  const steps: (RelativeStep | SplatStep)[] = [];
  while (state.peek() !== Token.endOfFile) {
    const step = parseStep(state, first, splats === 'with splats');
    if (step !== undefined) steps.push(step);
    if (step === undefined || state.diagnostics.length > 0) break;
  }
  return { root, steps };
}

function parseStep(
  state: ParseState,
  first: number,
  allowSplat: boolean,
): RelativeStep | SplatStep | undefined {
  const kind = state.peek();
  if (kind === Token.dot) return parseAttributeStep(state, first);
  if (kind === Token.openBracket) return parseIndexStep(state, first, allowSplat);
  return fail(state, first, inTraversal.step, state.peekIndex());
}

function fail(state: ParseState, first: number, wording: Wording, at: number): undefined {
  state.report(wording, { subject: state.rangeOf(at), context: state.span(first, at) });
  return undefined;
}

function parseAttributeStep(state: ParseState, first: number): RelativeStep | undefined {
  const dot = state.read();
  const name = state.read();
  if (state.kind() === Token.identifier) {
    return { kind: 'attribute', name: state.textOf(name), range: state.span(dot, name) };
  }
  const isSplat = state.kind() === Token.star;
  return fail(state, first, isSplat ? inTraversal.attributeSplat : inTraversal.attribute, name);
}

function parseIndexStep(
  state: ParseState,
  first: number,
  allowSplat: boolean,
): RelativeStep | SplatStep | undefined {
  const open = state.read();
  const kind = state.peek();
  if (kind === Token.number) {
    const text = numberText(state, state.read()) ?? '0';
    return { kind: 'index', key: { type: 'number', text }, range: parseClose(state, open) };
  }
  if (kind === Token.openQuote) {
    const value = composed(parseStringLiteral(state).value);
    return { kind: 'index', key: { type: 'string', value }, range: parseClose(state, open) };
  }
  if (kind !== Token.star) return fail(state, first, inTraversal.index, state.peekIndex());
  if (!allowSplat) return fail(state, first, inTraversal.indexSplat, state.peekIndex());
  state.read();
  return { kind: 'splat', range: parseClose(state, open) };
}

function parseClose(state: ParseState, open: number) {
  const close = state.read();
  const range = state.span(open, close);
  if (state.kind() !== Token.closeBracket) {
    const subject = state.rangeOf(close);
    state.report(inTraversal.unclosed, { subject, context: between(state.rangeOf(open), subject) });
  }
  return range;
}
