import type { Files } from '../ports.ts';

/** Templates of this many bytes keep V8 busy for longer than their reading and a few modules more. */
const large = 64 * 1024;

/**
 * Code is optimized later, and the young generation grows at once and is swept by one thread instead of by as many
 * as the machine has: what a run of some seconds gains from. Code caches made without these flags are refused under
 * them, those of Node's own modules too, so a short run is better off without. Only for the V8 this was measured
 * with; others may not know the flags.
 */
function tune(): void {
  if (!process.versions.v8.startsWith('11.3.')) return;
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const flags = ['interrupt-budget=300000', 'no-parallel-scavenge', 'semi-space-growth-factor=16'];
  for (const flag of flags) setFlagsFromString(`--${flag}`);
}

/** These files; once much was read from them V8 is told to expect a long run. */
export function tunedByVolume(files: Files): Files {
  let volume = 0;
  return {
    ...files,
    read: async (path) => {
      const bytes = await files.read(path);
      const before = volume;
      volume += bytes.length;
      if (before < large && volume >= large) tune();
      return bytes;
    },
  };
}
