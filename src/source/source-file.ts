/** One file as it was read: the name shown to people and its bytes. */
export interface SourceFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** Finds the text of a file that a range names, so that a diagnostic can show it. */
export interface SourceFiles {
  get(filename: string): SourceFile | undefined;
}

/** Makes a lookup over files; of two with one name the later counts. */
export function sourceFiles(...files: readonly SourceFile[]): SourceFiles {
  const byName = new Map(files.map((file) => [file.filename, file]));
  return { get: (filename) => byName.get(filename) };
}
