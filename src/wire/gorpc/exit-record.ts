import type { ByteSource } from '../../base/index.ts';
import { type GobStructType, readGob, writeGob } from './gob/index.ts';

/** What a command's exit status is when its record got lost (plugin-protocol 4.8). */
export const lostExitStatus = 123;

const recordType: GobStructType = {
  kind: 'struct',
  name: 'CommandFinished',
  fields: [{ name: 'ExitStatus', type: 'int' }],
};

/** The record that ends a remote command (plugin-protocol 5.9). */
export function exitRecord(status: number): Uint8Array {
  return writeGob(recordType, new Map(status === 0 ? [] : [['ExitStatus', status]]));
}

/** Reads the record from its stream; 123 when there is none. */
export async function readExitRecord(source: ByteSource): Promise<number> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    const bytes = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
    const record = readGob(bytes);
    const status = record instanceof Map ? record.get('ExitStatus') : undefined;
    return typeof status === 'bigint' ? Number(status) : 0;
  } catch {
    return lostExitStatus;
  }
}
