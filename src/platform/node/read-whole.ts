import { fs } from './fs.ts';

/** Files up to this size are read at once, without a thread. */
const small = 1 << 20;

/** Beyond this a text has no place in memory. */
const largest = 1 << 29;

/**
 * A whole file. Large ones, pipes and devices are waited for, so that the process can be interrupted.
 * Rejects with a system error; `EFBIG` where there is no end in sight.
 */
export async function readWhole(path: string): Promise<Uint8Array> {
  const stats = fs.statSync(path);
  if (stats.isDirectory() || (stats.isFile() && stats.size <= small)) return fs.readFileSync(path);
  return gathered(stats.isFIFO() ? pipe(path) : fs.createReadStream(path));
}

/**
 * A named pipe, from the moment somebody writes to it. Opened in the usual way it would hold a thread
 * until then, and no process ends while one of its threads is held.
 */
function pipe(path: string): AsyncIterable<Uint8Array> {
  const { O_NONBLOCK, O_RDONLY } = fs.constants;
  const fd = fs.openSync(path, O_RDONLY | O_NONBLOCK);
  const { Socket } = process.getBuiltinModule('node:net');
  return new Socket({ fd, readable: true, writable: false });
}

async function gathered(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > largest) throw Object.assign(new Error('file too large'), { code: 'EFBIG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
