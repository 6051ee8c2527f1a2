/** Makes raw deflate data that ends with a flush, not with a final block. */
export interface Deflate {
  deflate(bytes: Uint8Array): Uint8Array;
}

const header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
const finalBlock = [1, 0, 0, 0xff, 0xff];

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

const littleEndian = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

/** A gzip file without name and time, with a flush before its end as the language writes it. */
export function gzip(bytes: Uint8Array, { deflate }: Deflate): Uint8Array {
  // Nothing to compress is a flush alone.
  const body = bytes.length === 0 ? new Uint8Array([0, 0, 0, 0xff, 0xff]) : deflate(bytes);
  return new Uint8Array([
    ...header,
    ...body,
    ...finalBlock,
    ...littleEndian(crc32(bytes)),
    ...littleEndian(bytes.length),
  ]);
}
