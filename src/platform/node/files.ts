import type { Stats } from 'node:fs';
import { codeOf, reasonOf } from './file-reasons.ts';
import { fs as calls } from './fs.ts';
import { readWhole } from './read-whole.ts';
import { FileError, type Files, type FileStatus } from '../ports.ts';

/**
 * Calls that may take long. Not those of `node:fs/promises`: loading that module takes longer than what a small
 * build asks of it.
 */
const { promisify } = process.getBuiltinModule('node:util');
const slow = {
  open: promisify(calls.open),
  write: promisify(calls.write),
  close: promisify(calls.close),
  sync: promisify(calls.fsync),
  stat: promisify(calls.stat),
  writeFile: promisify(calls.writeFile),
  makeTemporaryFolder: promisify(calls.mkdtemp),
  rename: promisify(calls.rename),
  remove: promisify(calls.rm),
  changeMode: promisify(calls.chmod),
  realPath: promisify(calls.realpath.native),
};
const { join } = process.getBuiltinModule('node:path');

/** Runs a file operation and gives its failure the words Go uses: `open x: no such file or directory`. */
async function named<T>(operation: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new FileError(codeOf(error), operation, path, reasonOf(error), error);
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

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const stream = calls.createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    await named('open', path, () => Promise.reject(error));
  } finally {
    stream.destroy();
  }
}

async function openSink(path: string, options: { mode?: number; flag?: 'w' | 'wx' | 'a' } = {}) {
  const file = await named('open', path, () =>
    slow.open(path, options.flag ?? 'w', options.mode ?? 0o666),
  );
  let closed = false;
  return {
    write: (chunk: Uint8Array) =>
      named('write', path, async () => {
        for (let at = 0; at < chunk.length; )
          at += (await slow.write(file, chunk, at, chunk.length - at)).bytesWritten;
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      await named('close', path, () => slow.close(file));
    },
  };
}

async function sync(path: string): Promise<void> {
  const file = await slow.open(path, 'r');
  try {
    await slow.sync(file);
  } finally {
    await slow.close(file);
  }
}

async function identity(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await slow.stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

async function sha256(path: string): Promise<string> {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** The file system of this machine. */
export function nodeFiles(): Files {
  return {
    read: (path) => named('open', path, () => readWhole(path)),
    readStream: readChunks,
    write: (path, content, mode) =>
      named('open', path, () => slow.writeFile(path, content, mode === undefined ? {} : { mode })),
    writeStream: openSink,
    status: (path) => named('stat', path, async () => statusOf(calls.statSync(path))),
    identity: (path) => named('stat', path, () => identity(path)),
    sha256,
    linkStatus: (path) => named('lstat', path, async () => statusOf(calls.lstatSync(path))),
    exists: async (path) => calls.existsSync(path),
    list: (folder) => named('open', folder, async () => calls.readdirSync(folder).sort(byBytes)),
    makeFolder: (path, mode) =>
      named('mkdir', path, async () => {
        calls.mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
      }),
    makeTemporaryFolder: (prefix) =>
      named('mkdir', prefix, () =>
        slow.makeTemporaryFolder(join(process.getBuiltinModule('node:os').tmpdir(), prefix)),
      ),
    rename: (from, to) => named('rename', from, () => slow.rename(from, to)),
    remove: (path) =>
      named('remove', path, () => slow.remove(path, { recursive: true, force: true })),
    changeMode: (path, mode) => named('chmod', path, () => slow.changeMode(path, mode)),
    realPath: (path) => named('realpath', path, () => slow.realPath(path)),
    sync: (path) => named('sync', path, () => sync(path)),
  };
}
