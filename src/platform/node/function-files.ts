import { failed, ok, type Result } from '../../base/index.ts';
import type { Evaluation } from '../ports.ts';
import { codeOf, reasonOf } from './file-reasons.ts';
import { fs } from './fs.ts';

type Files = Evaluation['files'];
type Failure = { readonly code: string; readonly message: string };

/** Does a file operation; its failure has Go's words. */
function attempt<T>(operation: string, path: string, work: () => T): Result<T, Failure> {
  try {
    return ok(work());
  } catch (error) {
    return failed({ code: codeOf(error), message: `${operation} ${path}: ${reasonOf(error)}` });
  }
}

/** What stat and directory entries both answer. */
interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: Kinds): 'file' | 'directory' | 'link' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** Files for functions of the language, which cannot wait. */
export const functionFiles: Files = {
  read: (path) => attempt('open', path, () => fs.readFileSync(path)),
  status: (path) =>
    attempt('stat', path, () => {
      const stats = fs.statSync(path);
      return { kind: kindOf(stats), mode: stats.mode };
    }),
  list: (folder) =>
    attempt('open', folder, () =>
      fs
        .readdirSync(folder, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
    ),
};
