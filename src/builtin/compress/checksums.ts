/** A checksum that grows with the data. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): number;
}

function table(polynomial: number, reflected: boolean): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = reflected ? index : index << 24;
    for (let bit = 0; bit < 8; bit++) {
      if (reflected) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
      else value = value & 0x80000000 ? (value << 1) ^ polynomial : value << 1;
    }
    return value >>> 0;
  });
}

const reflectedTable = table(0xedb88320, true);
const plainTable = table(0x04c11db7, false);

/** CRC-32 as gzip, zip and xz use it. */
export function crc32(): RunningChecksum {
  let crc = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) crc = (reflectedTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    },
    digest: () => (crc ^ 0xffffffff) >>> 0,
  };
}

/** CRC-32 with the bits the other way round, as bzip2 uses it. */
export function bzip2Crc(): RunningChecksum {
  let crc = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) crc = (plainTable[((crc >>> 24) ^ byte) & 0xff] ?? 0) ^ (crc << 8);
    },
    digest: () => ~crc >>> 0,
  };
}

/** The CRC-32 of bytes that are all there. */
export function crc32Of(bytes: Uint8Array): number {
  const running = crc32();
  running.update(bytes);
  return running.digest();
}

const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

function round(lane: number, word: number): number {
  return Math.imul(rotate((lane + Math.imul(word, prime2)) | 0, 13), prime1);
}

/** xxHash-32 with seed 0, as the LZ4 frame format uses it. */
export function xxHash32(): RunningChecksum {
  const lanes = Int32Array.of(prime1 + prime2, prime2, 0, -prime1);
  const pending = Buffer.alloc(16);
  let held = 0;
  let total = 0;
  const stripe = (data: Buffer, at: number): void => {
    for (let lane = 0; lane < 4; lane++)
      lanes[lane] = round(lanes[lane] ?? 0, data.readInt32LE(at + lane * 4));
  };
  const finish = (): number => {
    let hash =
      total >= 16
        ? rotate(lanes[0] ?? 0, 1) +
          rotate(lanes[1] ?? 0, 7) +
          rotate(lanes[2] ?? 0, 12) +
          rotate(lanes[3] ?? 0, 18)
        : prime5;
    hash = (hash + total) | 0;
    let at = 0;
    for (; at + 4 <= held; at += 4) {
      const word = pending.readInt32LE(at);
      hash = Math.imul(rotate((hash + Math.imul(word, prime3)) | 0, 17), prime4);
    }
    for (; at < held; at++)
      hash = Math.imul(rotate((hash + Math.imul(pending[at] ?? 0, prime5)) | 0, 11), prime1);
    hash = Math.imul(hash ^ (hash >>> 15), prime2);
    hash = Math.imul(hash ^ (hash >>> 13), prime3);
    return (hash ^ (hash >>> 16)) >>> 0;
  };
  return {
    update: (bytes) => {
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      total += data.length;
      let at = 0;
      if (held > 0) {
        at = Math.min(16 - held, data.length);
        data.copy(pending, held, 0, at);
        held += at;
        if (held < 16) return;
        stripe(pending, 0);
      }
      for (; at + 16 <= data.length; at += 16) stripe(data, at);
      held = data.length - at;
      data.copy(pending, 0, at);
    },
    digest: finish,
  };
}
