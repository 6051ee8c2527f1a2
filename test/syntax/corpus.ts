import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the public templates are: HCL_CORPUS, or the shared folder beside the repository. */
export const corpusFolder =
  process.env.HCL_CORPUS ?? join(import.meta.dirname, '../../../shared/corpus');

/** Every HCL file below the folder by its path, or undefined where the folder is not there. */
export function corpusFiles(): readonly string[] | undefined {
  if (!existsSync(corpusFolder)) return undefined;
  const names = readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.hcl')).sort();
}

/** The bytes of one of them. */
export function corpusBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(corpusFolder, name)));
}
