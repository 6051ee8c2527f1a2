import type { Diagnosed, Position, SourceFile } from '../source/index.ts';
import type { Body } from './body.ts';
import type { BodyNode } from './body-node.ts';
import type { Expression, JsonNode, SplatStep, Traversal } from './nodes.ts';

/** Text to parse that is not a whole file: its name for messages and where it begins. */
export interface Snippet {
  readonly text: string;
  readonly filename: string;
  /** Where the text begins; default is line 1, column 1, byte 0. */
  readonly start?: Position;
}

/** Parses a file in native syntax. Always gives a tree; what is wrong is in the diagnostics. */
export function parseConfig(_file: SourceFile): Diagnosed<BodyNode> {
  throw new Error('soon');
}

/** Parses a file in JSON syntax. After a mistake the body is empty. */
export function parseJson(_file: SourceFile): Diagnosed<Body> {
  throw new Error('soon');
}

/** Parses a JSON text as an expression. */
export function parseJsonExpression(_snippet: Snippet): Diagnosed<JsonNode> {
  throw new Error('soon');
}

/** Parses one expression; new lines count as spaces. */
export function parseExpression(_snippet: Snippet): Diagnosed<Expression> {
  throw new Error('soon');
}

/** Parses text without quotes around it as a template, as in template files. */
export function parseTemplate(_snippet: Snippet): Diagnosed<Expression> {
  throw new Error('soon');
}

/** Parses a reference, such as `source.null.example`. No traversal if it does not even begin with a name. */
export function parseTraversal(_snippet: Snippet): Diagnosed<Traversal | undefined> {
  throw new Error('soon');
}

/** A reference that may contain `[*]`. */
export interface PartialTraversal {
  readonly root: Traversal['root'];
  readonly steps: readonly (Traversal['steps'][number] | SplatStep)[];
  readonly range: Traversal['range'];
}

/** Parses a reference in which `[*]` is allowed. */
export function parsePartialTraversal(_snippet: Snippet): Diagnosed<PartialTraversal | undefined> {
  throw new Error('soon');
}

/** True if the text is exactly one identifier. */
export function isIdentifier(_text: string): boolean {
  throw new Error('soon');
}

/** The text in canonical style; changes nothing but spaces between tokens. Never fails. */
export function formatSource(_bytes: Uint8Array): Uint8Array {
  throw new Error('soon');
}
