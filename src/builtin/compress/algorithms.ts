import { createGzip } from 'node:zlib';
import type { ByteSource } from '../../sdk/index.ts';
import { through } from './through.ts';
import type { Format } from './format.ts';

/** Packs a stream of bytes. */
type Compressor = (source: ByteSource) => ByteSource;

function inRange(algorithm: string, level: number, least: number): void {
  if (Number.isInteger(level) && level >= least && level <= 9) return;
  const reason = `Invalid compression level. Expected an integer from ${least} to 9.`;
  throw new Error(`error creating ${algorithm} writer: ${reason}`);
}

/**
 * The compressor of an algorithm, loaded when it is needed. Level 0 and −1 mean what the algorithm
 * usually does; lz4 and xz know one way only.
 */
export async function compressorOf(
  algorithm: Format['algorithm'],
  level: number,
): Promise<Compressor> {
  const usual = level === 0 || level === -1;
  switch (algorithm) {
    case '':
      return (source) => source;
    case 'pgzip':
      inRange(algorithm, level, -1);
      return (source) => through(source, createGzip({ level: usual ? -1 : level }));
    case 'bgzf': {
      inRange(algorithm, level, -1);
      const { bgzf } = await import('./bgzf.ts');
      return (source) => bgzf(source, usual ? -1 : level);
    }
    case 'lz4': {
      if (!usual) inRange(algorithm, level, 1);
      const { lz4 } = await import('./lz4.ts');
      return lz4;
    }
    case 'bzip2': {
      if (!usual) inRange(algorithm, level, 1);
      const { bzip2 } = await import('./bzip2.ts');
      return (source) => bzip2(source, usual ? 9 : level);
    }
    case 'xz': {
      const { xz } = await import('./xz/index.ts');
      return xz;
    }
  }
}
