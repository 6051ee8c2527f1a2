import type { Diagnosed, Position, SourceFile } from '../source/index.ts';
import type { BodyNode } from './body-node.ts';
import { type ScanMode, scan } from './lexer.ts';
import type { Expression, RelativeStep, RootStep, SplatStep, Traversal } from './nodes.ts';
import { parseBody } from './parse-body.ts';
import { parseCall } from './parse-call.ts';
import { parseObjectConstructor, parseTupleConstructor } from './parse-collection.ts';
import {
  parseAnyExpression,
  parseNegative,
  parseNot,
  parseNumber,
  parseParentheses,
  parseWord,
} from './parse-expression.ts';
import { type Grammar, ParseState } from './parse-state.ts';
import { parseBareTemplate, parseQuotedTemplate } from './parse-template.ts';
import { parseReference } from './parse-traversal.ts';
import { between } from './ranges.ts';
import { ScannedText } from './text.ts';
import { tokenProblems } from './token-problems.ts';
import * as Token from './token.ts';
import { inExpression } from './wordings.ts';
import type { Range } from '../source/index.ts';

/** Text to parse that is not a whole file: its name for messages and where it begins. */
export interface Snippet {
  /** As bytes where it comes from a file and may be anything. */
  readonly text: string | Uint8Array;
  readonly filename: string;
  /** Where the text begins; default is line 1, column 1, byte 0. */
  readonly start?: Position;
}

/** A reference that may contain `[*]`. */
export interface PartialTraversal {
  readonly root: RootStep;
  readonly steps: readonly (RelativeStep | SplatStep)[];
  readonly range: Range;
}

const firstPosition: Position = { line: 1, column: 1, byte: 0 };
const encoder = new TextEncoder();

const grammar: Grammar = {
  expression: parseAnyExpression,
  word: parseWord,
  number: parseNumber,
  quotedTemplate: parseQuotedTemplate,
  parentheses: parseParentheses,
  tuple: parseTupleConstructor,
  object: parseObjectConstructor,
  negative: parseNegative,
  not: parseNot,
  call: parseCall,
};

function open(file: SourceFile, mode: ScanMode, start = firstPosition): ParseState {
  const tokens = scan(file.bytes, mode);
  return new ParseState(new ScannedText(file.filename, file.bytes, start, tokens), grammar);
}

function openSnippet(snippet: Snippet, mode: ScanMode): ParseState {
  const { filename, text, start } = snippet;
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return open({ filename, bytes }, mode, start);
}

function diagnosed<T>(state: ParseState, value: T): Diagnosed<T> {
  return { value, diagnostics: [...tokenProblems(state.text), ...state.diagnostics] };
}

/** Parses a file in native syntax. Always gives a tree; what is wrong is in the diagnostics. */
export function parseConfig(file: SourceFile): Diagnosed<BodyNode> {
  const state = open(file, 'configuration');
  return diagnosed(state, parseBody(state, Token.endOfFile));
}

/** Parses one expression; new lines count as spaces. */
export function parseExpression(snippet: Snippet): Diagnosed<Expression> {
  const state = openSnippet(snippet, 'configuration');
  state.pushLineEnds(false);
  const expression = parseAnyExpression(state);
  if (state.peek() !== Token.endOfFile) {
    state.reportUnlessRecovering(inExpression.extra, { subject: state.nextRange() });
  }
  return diagnosed(state, expression);
}

/** Parses text without quotes around it as a template, as in template files. */
export function parseTemplate(snippet: Snippet): Diagnosed<Expression> {
  const state = openSnippet(snippet, 'template');
  return diagnosed(state, parseBareTemplate(state));
}

/** Parses a reference in which `[*]` is allowed. */
export function parsePartialTraversal(snippet: Snippet): Diagnosed<PartialTraversal | undefined> {
  const state = openSnippet(snippet, 'configuration');
  const parsed = parseReference(state, 'with splats');
  if (parsed === undefined) return diagnosed(state, undefined);
  const last = parsed.steps[parsed.steps.length - 1] ?? parsed.root;
  return diagnosed(state, { ...parsed, range: between(parsed.root.range, last.range) });
}

/** Parses a reference, such as `source.null.example`. No traversal if it does not even begin with a name. */
export function parseTraversal(snippet: Snippet): Diagnosed<Traversal | undefined> {
  const state = openSnippet(snippet, 'configuration');
  const parsed = parseReference(state, 'without splats');
  if (parsed === undefined) return diagnosed(state, undefined);
  const { root } = parsed;
  const steps = parsed.steps.filter((step) => step.kind !== 'splat');
  const range = between(root.range, (steps[steps.length - 1] ?? root).range);
  return diagnosed(state, { root, steps, range });
}

/** True if the text is exactly one identifier. */
export function isIdentifier(text: string): boolean {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(text)) return true;
  const bytes = encoder.encode(text);
  const { kinds, starts, ends } = scan(bytes, 'configuration');
  return kinds[0] === Token.identifier && starts[0] === 0 && ends[0] === bytes.length;
}
