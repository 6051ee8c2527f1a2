import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteSource, Files } from '../../sdk/index.ts';

const blockSize = 512;
const longestName = 100;

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  readonly size: number;
  readonly type: '0' | 'L';
}

/** Octal with a final zero byte; in base 256, as GNU does, where that is too short. */
function writeNumber(header: Buffer, at: number, width: number, value: number): void {
  const octal = value.toString(8);
  if (octal.length < width) {
    header.write(`${octal.padStart(width - 1, '0')}\0`, at, 'latin1');
    return;
  }
  let rest = BigInt(value);
  for (let place = at + width - 1; place > at; place--) {
    header[place] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  header[at] = 0x80;
}

function headerOf(entry: Entry): Buffer {
  const header = Buffer.alloc(blockSize);
  header.set(Buffer.from(entry.name).subarray(0, longestName), 0);
  writeNumber(header, 100, 8, entry.mode);
  writeNumber(header, 108, 8, entry.uid);
  writeNumber(header, 116, 8, entry.gid);
  writeNumber(header, 124, 12, entry.size);
  // The time of change is always 0, so that equal inputs give equal archives.
  writeNumber(header, 136, 12, 0);
  header.write(entry.type, 156, 'latin1');
  header.write('ustar  \0', 257, 'latin1');
  header.write(entry.user, 265, 31, 'utf8');
  header.write(entry.group, 297, 31, 'utf8');
  header.write('        ', 148, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

const padding = (size: number): Buffer =>
  Buffer.alloc((blockSize - (size % blockSize)) % blockSize);

/** A name that is too long stands in an entry of its own before. */
function longName(name: string): Buffer[] {
  const bytes = Buffer.from(`${name}\0`);
  if (bytes.length <= longestName + 1) return [];
  const facts = { mode: 0, uid: 0, gid: 0, user: '', group: '', size: bytes.length } as const;
  return [headerOf({ ...facts, name: '././@LongLink', type: 'L' }), bytes, padding(bytes.length)];
}

/** Names by number, from a file like /etc/passwd; empty where there is none. */
async function namesIn(path: string): Promise<ReadonlyMap<number, string>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.split(':'));
  return new Map(lines.map(([name = '', , id = '']) => [Number(id), name] as const).reverse());
}

/** Files as a GNU tar archive: named without folders, time of change zeroed (components 2.14). */
export async function* tar(paths: readonly string[], files: Files): ByteSource {
  const users = await namesIn('/etc/passwd');
  const groups = await namesIn('/etc/group');
  for (const path of paths) {
    const status = await stat(path).catch(() => files.status(path).then(() => undefined));
    if (status === undefined || !status.isFile()) throw new Error(`${path} is not a regular file`);
    const name = basename(path);
    yield* longName(name);
    yield headerOf({
      name,
      mode: status.mode & 0o7777,
      uid: status.uid,
      gid: status.gid,
      user: users.get(status.uid) ?? '',
      group: groups.get(status.gid) ?? '',
      size: status.size,
      type: '0',
    });
    let copied = 0;
    for await (const chunk of files.readStream(path)) {
      copied += chunk.length;
      if (copied > status.size) throw new Error(`${path} grew while it was read`);
      yield chunk;
    }
    if (copied < status.size) throw new Error(`${path} shrank while it was read`);
    yield padding(status.size);
  }
  yield Buffer.alloc(2 * blockSize);
}
