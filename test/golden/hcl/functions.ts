import { createHash, createHmac } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { failed } from '../../../src/base/index.ts';
import { type FunctionPorts, type FunctionTable, functionTable } from '../../../src/eval/index.ts';

const absent = (operation: string, path: string) =>
  failed({ code: 'ENOENT', message: `${operation} ${path}: no such file or directory` });

/** A world without files, network and surprises. */
export const functionPorts: FunctionPorts = {
  files: {
    read: (path) => absent('open', path),
    status: (path) => absent('stat', path),
    list: (folder) => absent('open', folder),
  },
  environment: { cwd: '/folder', home: '/home/user', variables: {} },
  now: () => new Date(0),
  randomBytes: (count) => new Uint8Array(count),
  digest: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
  hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
  deflate: (bytes) => deflateRawSync(bytes),
  request: () => failed('no network'),
};

/** All functions, loaded, in that world. */
export async function folderFunctions(): Promise<FunctionTable> {
  const table = functionTable(functionPorts, { folder: '', started: new Date(0) });
  // A text that may name any function.
  await table.prepare('\\u');
  return table;
}
