/** How files are put together, and how the result is packed. */
export interface Format {
  readonly archive: '' | 'tar' | 'zip';
  readonly algorithm: '' | 'pgzip' | 'bgzf' | 'lz4' | 'xz' | 'bzip2';
}

const algorithms: Readonly<Record<string, Format['algorithm']>> = {
  gz: 'pgzip',
  bgzf: 'bgzf',
  lz4: 'lz4',
  xz: 'xz',
  bzip2: 'bzip2',
};

/** Reads the format off the extensions of a file name, a template included (components 2.14). */
export function detectFormat(output: string, format: string): Format {
  const usual: Format = { archive: 'tar', algorithm: 'pgzip' };
  const name = format === '' ? output : `${output}.${format}`;
  const extensions = [...name.matchAll(/\.([a-z0-9]+)/g)].map((match) => match[1] ?? '');
  const last = extensions.at(-1);
  if (last === undefined) return usual;
  if (last === 'tar' || last === 'zip') return { archive: last, algorithm: '' };
  const algorithm = Object.hasOwn(algorithms, last) ? algorithms[last] : undefined;
  if (algorithm === undefined) return usual;
  return { archive: extensions.at(-2) === 'tar' ? 'tar' : '', algorithm };
}
