import { failed, ok, type Result } from '../../base/index.ts';

/** The largest plugin executable that is unpacked, in bytes. */
const largestMember = 2 * 1024 * 1024 * 1024;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** Inflates raw deflate data to at most that many bytes; throws beyond. */
export type Inflate = (data: Uint8Array, limit: number) => Uint8Array;

/**
 * Takes one member out of a zip archive, by its exact name: no path from the archive is ever used.
 * The error is a sentence.
 */
export function zipMember(
  archive: Uint8Array,
  name: string,
  inflate: Inflate,
): Result<Uint8Array, string> {
  try {
    return member(archive, name, inflate);
  } catch (error) {
    if (error instanceof RangeError) return failed('the zip archive is damaged');
    throw error;
  }
}

function member(archive: Uint8Array, name: string, inflate: Inflate): Result<Uint8Array, string> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  const end = findEnd(view);
  if (end === undefined) return failed('the file is no zip archive');
  let at = view.getUint32(end + 16, true);
  const text = new TextDecoder();
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== entrySignature) return failed('the zip archive is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const found = text.decode(archive.subarray(at + 46, at + 46 + nameLength));
    if (found === name) return content(archive, view, at, inflate);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return failed(`the zip archive has no member ${name}`);
}

/** The end record lies in the last 64 KiB. */
function findEnd(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
}

/** Archives made on Unix say what kind of file a member is. */
function isLink(view: DataView, entry: number): boolean {
  const madeOnUnix = view.getUint8(entry + 5) === 3;
  return madeOnUnix && ((view.getUint32(entry + 38, true) >>> 16) & 0o170000) === 0o120000;
}

function content(
  archive: Uint8Array,
  view: DataView,
  entry: number,
  inflate: Inflate,
): Result<Uint8Array, string> {
  if (isLink(view, entry)) return failed('the member of the zip archive is a link, not a file');
  const method = view.getUint16(entry + 10, true);
  const packed = view.getUint32(entry + 20, true);
  const size = view.getUint32(entry + 24, true);
  const local = view.getUint32(entry + 42, true);
  if (view.getUint32(local, true) !== localSignature) return failed('the zip archive is damaged');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const data = archive.subarray(start, start + packed);
  if (data.length < packed) return failed('the zip archive is damaged');
  if (size > largestMember) return failed('the member of the zip archive is too large');
  if (method === 0) return ok(data);
  if (method !== 8) return failed(`the zip archive uses compression method ${method}`);
  try {
    const unpacked = inflate(data, size);
    return unpacked.length === size ? ok(unpacked) : failed('the zip archive is damaged');
  } catch {
    return failed('the zip archive is damaged, or larger than it says');
  }
}
