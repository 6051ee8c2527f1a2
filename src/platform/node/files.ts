import type { Stats } from 'node:fs';
import { compareText, once } from '../../base/index.ts';
import { temporaryFolder } from './environment.ts';
import { codeOf, reasonOf } from './file-reasons.ts';
import { fs as calls } from './fs.ts';
import { readWhole } from './read-whole.ts';
import { FileError, type Files, type FileStatus } from '../ports.ts';

/**
 * Calls that may take long. Not those of `node:fs/promises`: loading that module takes longer than what a small
 * build asks of it.
 */
const slow = once(() => {
  const { promisify } = process.getBuiltinModule('node:util');
  return {
    open: promisify(calls.open),
    write: promisify(calls.write),
    close: promisify(calls.close),
    sync: promisify(calls.fsync),
    stat: promisify(calls.stat),
    writeFile: promisify(calls.writeFile),
    makeTemporaryFolder: promisify(calls.mkdtemp),
    remove: promisify(calls.rm),
    realPath: promisify(calls.realpath.native),
  };
});
const { dirname, join } = process.getBuiltinModule('node:path');

/** Runs a file operation and gives its failure the words Go uses: `open x: no such file or directory`. */
async function named<T>(operation: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(operation, path, error);
  }
}

const fileError = (operation: string, path: string, error: unknown) =>
  new FileError(codeOf(error), operation, path, reasonOf(error), error);

/** A folder can be opened; it is reading that fails. */
async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(codeOf(error) === 'EISDIR' ? 'read' : 'open', path, error);
  }
}

function statusOf(stats: Stats): FileStatus {
  return {
    kind: stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'directory'
        : stats.isSymbolicLink()
          ? 'link'
          : 'other',
    size: Number(stats.size),
    mode: Number(stats.mode) & 0o7777,
    modified: stats.mtime,
    inode: Number(stats.ino),
    owner: Number(stats.uid),
  };
}

async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const stream = calls.createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    await reading(path, () => Promise.reject(error));
  } finally {
    stream.destroy();
  }
}

/** So many bytes of a plain file are written at once, without a thread. */
const small = 64 * 1024;

/** Whether a file is here or can be made: neither a pipe nor a device, which may let a writer wait. */
function isPlain(path: string): boolean {
  return calls.statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
}

async function write(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const options = mode === undefined ? {} : { mode };
  if (content.length <= small && isPlain(path)) calls.writeFileSync(path, content, options);
  else await slow().writeFile(path, content, options);
}

async function openSink(
  path: string,
  { flag = 'w', mode = 0o666 }: { mode?: number; flag?: 'w' | 'wx' | 'a' } = {},
) {
  let atOnce = 0;
  const file = await named('open', path, async () => {
    if (flag !== 'wx' && !isPlain(path)) return slow().open(path, flag, mode);
    atOnce = small;
    return calls.openSync(path, flag, mode);
  });
  const writeSome = async (chunk: Uint8Array) => {
    atOnce -= chunk.length;
    return atOnce >= 0
      ? calls.writeSync(file, chunk)
      : (await slow().write(file, chunk)).bytesWritten;
  };
  let closed = false;
  return {
    write: (chunk: Uint8Array) =>
      named('write', path, async () => {
        for (let at = 0; at < chunk.length; ) at += await writeSome(chunk.subarray(at));
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      await named('close', path, async () =>
        atOnce > 0 ? calls.closeSync(file) : slow().close(file),
      );
    },
  };
}

async function remove(path: string): Promise<void> {
  try {
    calls.unlinkSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return;
    // A folder; which of the two it is called depends on the system.
    if (code !== 'EISDIR' && code !== 'EPERM') throw error;
    await slow().remove(path, { recursive: true, force: true });
  }
}

async function sync(path: string): Promise<void> {
  const file = await slow().open(path, 'r');
  try {
    await slow().sync(file);
  } finally {
    await slow().close(file);
  }
}

async function identity(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await slow().stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

async function sha256(path: string): Promise<string> {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** The first part of a path that is something else than a folder. */
function fileAmong(path: string): string | undefined {
  if (!calls.existsSync(path)) return fileAmong(dirname(path));
  return calls.statSync(path).isDirectory() ? undefined : path;
}

async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    calls.mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  } catch (error) {
    const code = codeOf(error);
    // As Go says it: a file in the way is no folder, and is what is named.
    const file = code === 'EEXIST' || code === 'ENOTDIR' ? fileAmong(path) : undefined;
    if (file === undefined) throw fileError('mkdir', path, error);
    throw new FileError('ENOTDIR', 'mkdir', file, 'not a directory', error);
  }
}

/** The file system of this machine. */
export function nodeFiles(): Files {
  return {
    read: (path) => reading(path, () => readWhole(path)),
    readStream: readChunks,
    write: (path, content, mode) => named('open', path, () => write(path, content, mode)),
    writeStream: openSink,
    status: (path) => named('stat', path, async () => statusOf(calls.statSync(path))),
    identity: (path) => named('stat', path, () => identity(path)),
    sha256,
    linkStatus: (path) => named('lstat', path, async () => statusOf(calls.lstatSync(path))),
    exists: async (path) => calls.existsSync(path),
    list: (folder) =>
      named('open', folder, async () => calls.readdirSync(folder).sort(compareText)),
    makeFolder,
    makeTemporaryFolder: (prefix) =>
      named('mkdir', prefix, () => slow().makeTemporaryFolder(join(temporaryFolder(), prefix))),
    rename: (from, to) => named('rename', from, async () => calls.renameSync(from, to)),
    remove: (path) => named('remove', path, () => remove(path)),
    changeMode: (path, mode) => named('chmod', path, async () => calls.chmodSync(path, mode)),
    realPath: (path) => named('realpath', path, () => slow().realPath(path)),
    sync: (path) => named('sync', path, () => sync(path)),
  };
}
