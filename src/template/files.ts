import { messageOf, quote } from '../base/index.ts';
import { FileError, type Files } from '../platform/index.ts';
import type { Diagnostic, Range, Reporter, SourceFile } from '../source/index.ts';
import { type Body, contextOf, parseConfig, parseJson } from '../syntax/index.ts';

/** The endings of native and JSON files of one kind. */
export interface FileEndings {
  readonly native: string;
  readonly json: string;
}

/** Template files. */
export const templateEndings: FileEndings = { native: '.pkr.hcl', json: '.pkr.json' };

/** Files with variable values that are found without being named. */
export const autoVariableEndings: FileEndings = {
  native: '.auto.pkrvars.hcl',
  json: '.auto.pkrvars.json',
};

/** A file to be parsed. */
export interface FoundFile {
  readonly path: string;
  readonly syntax: 'native' | 'json';
}

/** A file that was read and parsed. */
export interface ParsedFile {
  readonly source: SourceFile;
  readonly body: Body;
}

/** Names the block around a range of one of these files, for drawing diagnostics. */
export function contextsOf(parsed: readonly ParsedFile[]): (subject: Range) => string {
  return (subject) => {
    const file = parsed.find(({ source }) => source.filename === subject.filename);
    return file === undefined ? '' : contextOf(file.body, subject);
  };
}

const nothing = (summary: string, detail: string): Diagnostic => ({
  severity: 'error',
  code: 'template-files',
  summary,
  detail,
});

/** The path of an entry of a folder, as Go joins them: cleaned, without a leading `./`. */
function joined(folder: string, name: string): string {
  const absolute = folder.startsWith('/');
  const parts: string[] = [];
  for (const part of `${folder}/${name}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  return `${absolute ? '/' : ''}${parts.join('/')}`;
}

/**
 * The files of one kind that a path stands for: a folder's, in order of names, native ones first,
 * or the path itself. Undefined if the path cannot be read; the reason was reported.
 */
export async function findFiles(
  path: string,
  endings: FileEndings,
  files: Files,
  reporter: Reporter,
): Promise<readonly FoundFile[] | undefined> {
  const status = await files.status(path).catch((error: unknown) => {
    reporter.report(nothing('', messageOf(error)));
  });
  if (status === undefined) return undefined;
  if (status.kind !== 'directory') return sorted([path], endings);
  const names = await files.list(path).catch((error: unknown) => {
    reporter.report(nothing('Cannot read hcl directory', messageOf(error)));
  });
  if (names === undefined) return undefined;
  const matching = sorted(names, endings).map((found) => ({
    ...found,
    path: joined(path, found.path),
  }));
  const kinds = await Promise.all(matching.map((found) => kindOf(found.path, files)));
  return matching.filter((_, index) => kinds[index] !== 'directory');
}

async function kindOf(path: string, files: Files): Promise<string | undefined> {
  return files.linkStatus(path).then(
    (status) => status.kind,
    () => undefined,
  );
}

function sorted(paths: readonly string[], endings: FileEndings): readonly FoundFile[] {
  const ending = (syntax: FoundFile['syntax']) =>
    paths.filter((path) => path.endsWith(endings[syntax])).map((path) => ({ path, syntax }));
  return [...ending('native'), ...ending('json')];
}

/** Reads and parses files in order; what cannot be read is reported and left out. */
export async function parseFiles(
  found: readonly FoundFile[],
  files: Files,
  reporter: Reporter,
): Promise<readonly (ParsedFile & { readonly failed: boolean })[]> {
  const contents = await Promise.all(
    found.map(({ path }) => files.read(path).catch((error: unknown) => error)),
  );
  const parsed: (ParsedFile & { failed: boolean })[] = [];
  for (const [index, { path, syntax }] of found.entries()) {
    const bytes = contents[index];
    if (!(bytes instanceof Uint8Array)) {
      reporter.report(unreadable(path, syntax, bytes));
      continue;
    }
    const source: SourceFile = { filename: path, bytes };
    const { value: body, diagnostics } =
      syntax === 'native' ? parseConfig(source) : parseJson(source);
    reporter.report(...diagnostics);
    const failed = diagnostics.some(({ severity }) => severity === 'error');
    parsed.push({ source, body, failed });
  }
  return parsed;
}

function unreadable(path: string, syntax: FoundFile['syntax'], error: unknown): Diagnostic {
  if (syntax === 'native')
    return nothing(
      'Failed to read file',
      `The configuration file ${quote(path)} could not be read.`,
    );
  return error instanceof FileError && error.code === 'EISDIR'
    ? nothing(
        'Failed to read file',
        `The file ${quote(path)} was opened, but an error occured while reading it.`,
      )
    : nothing('Failed to open file', `The file ${quote(path)} could not be opened.`);
}
