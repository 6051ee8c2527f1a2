import {
  compareText,
  FileError,
  type Files,
  goJson,
  messageOf,
  replaceFile,
} from '../../sdk/index.ts';

/** A file of an artifact, as the manifest lists it. */
export interface ManifestFile {
  readonly name: string;
  readonly size: number;
}

/** One entry of the manifest, keys in the order of the file. */
export interface ManifestBuild {
  readonly name: string;
  readonly builder_type: string;
  /** Seconds since 1970; absent when the time is stripped. */
  readonly build_time?: number;
  readonly files: readonly ManifestFile[] | null;
  readonly artifact_id: string;
  readonly packer_run_uuid: string;
  readonly custom_data: Readonly<Record<string, string>> | null;
}

/** The whole file. */
export interface Manifest {
  readonly builds: readonly ManifestBuild[];
  readonly last_run_uuid: string;
}

/** JSON with two spaces per level. Keys stand as they are in `keys`: objects would sort numbers first. */
function indented(value: unknown, depth: number, keys?: readonly string[]): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = '  '.repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((each) => indented(each, depth + 1))
    : (keys ?? Object.keys(value)).map((key) => {
        const member: unknown = Reflect.get(value, key);
        const sorted = key === 'custom_data' && typeof member === 'object' && member !== null;
        const order = sorted ? Object.keys(member).sort(compareText) : undefined;
        return `${JSON.stringify(key)}: ${indented(member, depth + 1, order)}`;
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${inner}${lines.join(`,\n${inner}`)}\n${'  '.repeat(depth)}${close}`;
}

/** JSON as Go writes it: two spaces, `<`, `>`, `&` and two line separators escaped, no final newline. */
export function manifestText(manifest: Manifest): string {
  return goJson(indented(manifest, 0));
}

/** The same failure with the name of the user's file instead of that of a helper file. */
function renamed(error: unknown, path: string): string {
  if (!(error instanceof FileError)) return messageOf(error);
  return `open ${error.message.slice(error.message.indexOf(error.path)).replace(error.path, path)}`;
}

async function target(path: string, files: Files): Promise<{ real: string; mode: number }> {
  try {
    const real = await files.realPath(path);
    return { real, mode: (await files.status(real)).mode };
  } catch {
    return { real: path, mode: 0o664 };
  }
}

/**
 * Replaces the file as a whole, so that a full disk or a crash leaves the old content. Where the
 * folder takes no new files, the file is overwritten in place.
 */
export async function writeManifest(path: string, text: string, files: Files): Promise<void> {
  const { real, mode } = await target(path, files);
  const half = `${real}.new`;
  try {
    try {
      await replaceFile(files, { path: real, half }, () => files.write(half, text, mode));
    } catch (error) {
      const refused = error instanceof FileError && ['EACCES', 'EPERM'].includes(error.code);
      if (!refused) throw error;
      await files.write(real, text, mode);
    }
  } catch (error) {
    throw new Error(`Unable to write ${path}: ${renamed(error, path)}`, { cause: error });
  }
}
