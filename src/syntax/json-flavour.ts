import type { Diagnosed, Diagnostic, Position, Range, SourceFile } from '../source/index.ts';
import type { Expression, JsonNode } from './nodes.ts';
import { JsonBody } from './json/json-body.ts';
import { jsonStart, parseJsonText } from './json/parse.ts';
import { inJson } from './json/wordings.ts';
import { parseTemplate, type Snippet } from './native.ts';

const firstPosition: Position = { line: 1, column: 1, byte: 0 };
const encoder = new TextEncoder();

/** Escapes that JSON has removed make the places approximate. */
function readTemplate(text: string, range: Range): Diagnosed<Expression> {
  const { line, column, byte } = range.start;
  const start = { line, column: column + 1, byte: byte + 1 };
  return parseTemplate({ text, filename: range.filename, start });
}

/** Parses a file in JSON syntax. If it is no object and no array, the body is empty. */
export function parseJson(file: SourceFile): Diagnosed<JsonBody> {
  const source = { ...file, origin: firstPosition };
  const { value, diagnostics } = parseJsonText(source, readTemplate);
  if (value.kind === 'json-object' || value.kind === 'json-array') {
    return { value: new JsonBody(value), diagnostics };
  }
  const root: Diagnostic = { severity: 'error', ...inJson.root, subject: jsonStart(value) };
  const range = { filename: file.filename, start: firstPosition, end: firstPosition };
  const empty = {
    kind: 'json-object',
    properties: [],
    range,
    openRange: range,
    closeRange: range,
  } as const;
  return { value: new JsonBody(empty), diagnostics: [...diagnostics, root] };
}

/** Parses a JSON text as an expression. */
export function parseJsonExpression(snippet: Snippet): Diagnosed<JsonNode> {
  const { filename, text, start } = snippet;
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const source = { filename, bytes, origin: start ?? firstPosition };
  return parseJsonText(source, readTemplate);
}
