import type { Diagnosed, SourceFile } from '../source/index.ts';
import type { Body } from './body.ts';
import type { Snippet } from './native.ts';
import type { JsonNode } from './nodes.ts';

/** Parses a file in JSON syntax. After a mistake the body is empty. */
export function parseJson(_file: SourceFile): Diagnosed<Body> {
  throw new Error('soon');
}

/** Parses a JSON text as an expression. */
export function parseJsonExpression(_snippet: Snippet): Diagnosed<JsonNode> {
  throw new Error('soon');
}

/** The text in canonical style; changes nothing but spaces between tokens. Never fails. */
export function formatSource(_bytes: Uint8Array): Uint8Array {
  throw new Error('soon');
}
