import type { Environment, Files, Platform, TextOutput } from '../../src/platform/index.ts';
import { FileError, nodeEvaluation, nodeRandom, silentLog } from '../../src/platform/index.ts';

/** Files in memory: path → text; a path that ends in a slash is a folder. */
function memoryFiles(tree: Map<string, string>): Files {
  const none = (operation: string, path: string): never => {
    throw new FileError('ENOENT', operation, path, 'no such file or directory', undefined);
  };
  const isFolder = (path: string) =>
    [...tree.keys()].some((key) => key.startsWith(path.endsWith('/') ? path : `${path}/`));
  const known: Partial<Files> = {
    read: async (path) => {
      if (!tree.has(path) && isFolder(path))
        throw new FileError('EISDIR', 'read', path, 'is a directory', undefined);
      return new TextEncoder().encode(tree.get(path) ?? none('open', path));
    },
    write: async (path, content) => void tree.set(path, String(content)),
    exists: async (path) => tree.has(path) || isFolder(path),
    status: async (path) => ({
      kind: tree.has(path) ? 'file' : isFolder(path) ? 'directory' : none('stat', path),
      size: tree.get(path)?.length ?? 0,
      mode: 0o644,
      modified: new Date(0),
      inode: 0,
      owner: 0,
    }),
    list: async (path) => (isFolder(path) ? [] : none('open', path)),
    makeFolder: async (path) => void tree.set(`${path}/`, ''),
    remove: async (path) => void tree.delete(path),
  };
  const missing = (name: string) => () => {
    throw new Error(`not in this fake: ${name}`);
  };
  return new Proxy(known, {
    get: (target, name: keyof Files) => target[name] ?? missing(name),
  }) as Files;
}

/** A world in memory. */
export function fakePlatform(
  variables: Record<string, string | undefined>,
  files: Record<string, string> = {},
) {
  const tree = new Map([['/tmp/', ''], ...Object.entries(files)]);
  const written = { output: '', errors: '' };
  const into = (name: keyof typeof written): TextOutput => ({
    write: async (text) => {
      written[name] += text;
    },
    flush: async () => {},
    problem: undefined,
  });
  const environment: Environment = {
    cwd: '/home/u/project',
    variables: { HOME: '/home/me', ...variables },
    home: '/home/me',
    temporaryFolder: variables.TMPDIR ?? '/tmp',
    os: 'linux',
    architecture: 'amd64',
    pathSeparator: '/',
    pathListSeparator: ':',
    processId: 1,
    processors: 2,
  };
  const platform: Platform = {
    files: memoryFiles(tree),
    environment,
    clock: { now: () => new Date(0), monotonic: () => 0, sleep: () => Promise.resolve() },
    random: nodeRandom(),
    log: silentLog,
    terminal: {
      output: into('output'),
      errorOutput: into('errors'),
      input: (async function* () {})(),
      editLines: async function* () {},
      inputKind: () => 'other',
      readLine: () => Promise.reject(new Error('no available tty')),
    },
    evaluation: nodeEvaluation(),
  };
  return { platform, tree, written };
}
