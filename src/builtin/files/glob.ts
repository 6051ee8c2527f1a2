import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../../sdk/index.ts';

const magic = /[*?[\\]/;

/** One segment of a pattern as a regular expression; throws on a bad one (Go's filepath.Match). */
function segmentPattern(segment: string): RegExp {
  const bad = () => new Error('syntax error in pattern');
  let source = '';
  for (let at = 0; at < segment.length; at++) {
    const character = segment.charAt(at);
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (character === '\\') {
      if (++at >= segment.length) throw bad();
      source += escapeRegExp(segment.charAt(at));
    } else if (character === '[') {
      const set =
        /^\[\^?(?:[^\]\\-]|\\.)(?:-(?:[^\]\\-]|\\.))?(?:(?:[^\]\\-]|\\.)(?:-(?:[^\]\\-]|\\.))?)*\]/su.exec(
          segment.slice(at),
        )?.[0];
      if (set === undefined) throw bad();
      source += set.replace(/\\(.)/gsu, (_, kept: string) =>
        kept === '-' ? '\\-' : escapeRegExp(kept),
      );
      at += set.length - 1;
    } else source += escapeRegExp(character);
  }
  return new RegExp(`^${source}$`, 'su');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder === '' ? '.' : folder)).sort(compareText);
  } catch {
    return [];
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function expand(
  folders: readonly string[],
  segment: string,
  root: string,
): Promise<string[]> {
  const found: string[] = [];
  const pattern = magic.test(segment) ? segmentPattern(segment) : undefined;
  for (const folder of folders) {
    const names = pattern === undefined ? [segment] : await namesIn(join(root, folder));
    for (const name of names) {
      if (pattern !== undefined && !pattern.test(name)) continue;
      const path = folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
      if (pattern !== undefined || (await exists(join(root, path)))) found.push(path);
    }
  }
  return found;
}

/**
 * The paths that a pattern means, per folder in byte order: `*` and `?` within a segment, `[a-z]`,
 * `\` before a character that means itself. No match is no path; a bad pattern is an error. `root`
 * is the folder that relative patterns start from.
 */
export async function glob(pattern: string, root: string): Promise<readonly string[]> {
  const absolute = pattern.startsWith('/');
  const segments = pattern.split('/').filter((segment) => segment !== '');
  for (const segment of segments) if (magic.test(segment)) segmentPattern(segment);
  let found: readonly string[] = [absolute ? '/' : ''];
  for (const segment of segments) found = await expand(found, segment, absolute ? '' : root);
  return segments.length === 0 && !absolute ? [] : found;
}
