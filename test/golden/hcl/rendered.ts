import { type Diagnostic, formatDiagnostics, sourceFiles } from '../../../src/source/index.ts';
import { type Body, contextOf } from '../../../src/syntax/index.ts';
import { type Case, inputBytes } from './cases.ts';

/** The file name of the modes; text of other files is never shown. */
export function fileOf(of: Case) {
  const filename = of.mode.startsWith('json') ? 'test.pkr.json' : 'test.pkr.hcl';
  return { filename, bytes: inputBytes(of) };
}

/** All diagnostics as Packer prints them; nothing if there are none. */
export function renderedField(
  of: Case,
  diagnostics: readonly Diagnostic[],
  body?: Body,
): Record<string, unknown> {
  if (diagnostics.length === 0) return {};
  const files = sourceFiles(fileOf(of));
  const format = body === undefined ? { files } : { files, contextOf: contextIn(body) };
  return { rendered: formatDiagnostics(diagnostics, format) };
}

const contextIn = (body: Body) => (subject: Diagnostic['subject'] & object) =>
  contextOf(body, subject);
