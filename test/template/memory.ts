import {
  FileError,
  type Files,
  type FileStatus,
  nodeEvaluation,
  nodeRandom,
  type Platform,
  silentLog,
} from '../../src/platform/index.ts';

const status = (kind: FileStatus['kind']): FileStatus => ({
  kind,
  size: 0,
  mode: 0o644,
  modified: new Date(0),
  inode: 0,
  owner: 0,
});

/** Files in memory by path; `undefined` stands for a link to nowhere. The folder `.` holds them all. */
function memoryFiles(tree: Readonly<Record<string, string | undefined>>): Files {
  const fail = (operation: string, path: string): never => {
    throw new FileError('ENOENT', operation, path, 'no such file or directory', undefined);
  };
  const prefixOf = (folder: string) => (folder === '.' ? '' : `${folder}/`);
  const isFolder = (path: string) =>
    path === '.' || Object.keys(tree).some((key) => key.startsWith(prefixOf(path)));
  const known: Partial<Files> = {
    read: async (path) => {
      const text = tree[path];
      if (text === undefined && isFolder(path))
        throw new FileError('EISDIR', 'read', path, 'is a directory', undefined);
      return new TextEncoder().encode(text ?? fail('open', path));
    },
    status: async (path) =>
      tree[path] !== undefined
        ? status('file')
        : isFolder(path)
          ? status('directory')
          : fail('stat', path),
    linkStatus: async (path) =>
      path in tree
        ? status(tree[path] === undefined ? 'link' : 'file')
        : isFolder(path)
          ? status('directory')
          : fail('lstat', path),
    list: async (folder) => {
      const names = Object.keys(tree)
        .filter((key) => key.startsWith(prefixOf(folder)))
        .map((key) => key.slice(prefixOf(folder).length).split('/')[0] ?? '');
      return [...new Set(names)].sort();
    },
  };
  const missing = (name: string) => () => {
    throw new Error(`not in this fake: ${name}`);
  };
  return new Proxy(known, {
    get: (target, name: keyof Files) => target[name] ?? missing(name),
  }) as Files; // the proxy has every call
}

/** A platform whose files and environment are in memory. */
export function memoryPlatform(
  tree: Readonly<Record<string, string | undefined>>,
  variables: Readonly<Record<string, string>> = {},
): Pick<Platform, 'files' | 'environment' | 'clock' | 'random' | 'log' | 'evaluation'> {
  return {
    files: memoryFiles(tree),
    environment: {
      cwd: '/home/me',
      variables,
      home: '/home/me',
      temporaryFolder: '/tmp',
      os: 'linux',
      architecture: 'amd64',
      pathSeparator: '/',
      pathListSeparator: ':',
      processId: 1,
      processors: 1,
    },
    clock: { now: () => new Date(0), monotonic: () => 0, sleep: () => Promise.resolve() },
    random: nodeRandom(),
    log: silentLog,
    evaluation: nodeEvaluation(),
  };
}
