import { basename, dirname, join, normalize } from 'node:path';
import {
  type Artifact,
  type Call,
  messageOf,
  quote,
  replaceFile,
  type World,
} from '../../sdk/index.ts';
import type { ProvenanceConfig } from './options.ts';

/** Characters that are not fit for the name of a file become `_`. */
const fileName = (text: string): string => text.replace(/[^\p{L}\p{Nd}._-]/gu, '_');

/** The name of the artifact's file; with that of the build, so that builds do not overwrite each other's. */
function stem(first: string, buildName: string): string {
  const build = fileName(buildName.trim());
  const isTold = build === '' || first === build || first.startsWith(`${build}.`);
  return isTold ? first : `${build}.${first}`;
}

/** Where the statement goes. Makes the folder. */
export async function outputPath(
  { config, settings, host }: Call<ProvenanceConfig>,
  input: Artifact,
): Promise<string> {
  const [first] = await input.files();
  const beside = first === undefined ? '.' : normalize(dirname(first));
  const folder = config.output_dir || beside;
  const name =
    first === undefined
      ? fileName(`${await input.builderId()}-${await input.id()}`)
      : basename(first);
  try {
    await host.platform.files.makeFolder(folder, 0o755);
  } catch (cause) {
    throw new Error(`create output dir ${quote(folder)}: ${messageOf(cause)}`, { cause });
  }
  return join(folder, `${stem(name, settings.buildName)}.provenance.json`);
}

/** Writes a file as a whole, or not at all: nobody reads half a statement. */
export async function writeWhole(path: string, text: string, world: World): Promise<void> {
  const { files, random } = world;
  const half = join(dirname(path), `.${basename(path)}.tmp-${random.uuid()}`);
  try {
    await replaceFile(files, { path, half }, async () => {
      await files.write(half, text, 0o600);
      await files.changeMode(half, 0o664);
    });
  } catch (cause) {
    throw new Error(`write attestation ${quote(path)}: ${messageOf(cause)}`, { cause });
  }
}
