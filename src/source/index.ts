// The face of source: files, ranges, diagnostics.
export {
  type Diagnosed,
  type Diagnostic,
  type DiagnosticCode,
  hasErrors,
  type Note,
  type ObservedValue,
} from './diagnostic.ts';
export { type DiagnosticFormat, formatDiagnostics } from './format-diagnostics.ts';
export type { Position, Range } from './range.ts';
export { type Reporter, reporter } from './reporter.ts';
export { type SourceFile, type SourceFiles, sourceFiles } from './source-file.ts';
export { wordWrap } from './word-wrap.ts';
