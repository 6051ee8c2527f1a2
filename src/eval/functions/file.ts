import { failed, ok, type Result } from '../../base/index.ts';
import {
  asString,
  bool,
  boolType,
  quote,
  set,
  setOf,
  string,
  stringType,
  type Value,
} from '../../values/index.ts';
import { callError, type FunctionResult, type FunctionSpec } from '../function-spec.ts';
import { text } from './arguments.ts';
import { decodeUtf8, encodeBase64 } from './encoding/base64.ts';
import {
  baseName,
  cleanPath,
  folderName,
  isAbsolute,
  joinPath,
  relativePath,
} from './path/clean.ts';
import { glob } from './path/glob.ts';
import type { FunctionPlace, FunctionPorts } from './ports.ts';

/** Replaces a leading `~` by the home folder. */
export function expandHome(path: string, home: string | undefined): Result<string, string> {
  if (!path.startsWith('~')) return ok(path);
  if (path.length > 1 && path[1] !== '/' && path[1] !== '\\')
    return failed('cannot expand user-specific home dir');
  if (home === undefined) return failed('$HOME is not defined');
  return ok(joinPath(home, path.slice(1)));
}

/** Where a path argument leads: the home folder, an absolute path, or a path below the template. */
function located(path: string, ports: FunctionPorts, place: FunctionPlace): Result<string, string> {
  const expanded = expandHome(path, ports.environment.home);
  if (!expanded.ok) return failed(`failed to expand ~: ${expanded.error}`);
  const { value } = expanded;
  return ok(cleanPath(isAbsolute(value) ? value : joinPath(place.folder, value)));
}

/** The text of a file, as `file` and `templatefile` read it. */
export function readText(
  path: string,
  ports: FunctionPorts,
  place: FunctionPlace,
): Result<string, string> {
  const at = located(path, ports, place);
  if (!at.ok) return at;
  const bytes = ports.files.read(at.value);
  if (!bytes.ok)
    return failed(
      bytes.error.code === 'ENOENT'
        ? `no file exists at ${at.value}`
        : `failed to read ${at.value}`,
    );
  const content = decodeUtf8(bytes.value);
  if (content !== undefined) return ok(content);
  return failed(
    `contents of ${path} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
  );
}

const typeBits: readonly (readonly [number, string])[] = [
  [0o140000, 'S'],
  [0o120000, 'L'],
  [0o060000, 'D'],
  [0o040000, 'd'],
  [0o020000, 'Dc'],
  [0o010000, 'p'],
];
const flagBits: readonly (readonly [number, string])[] = [
  [0o4000, 'u'],
  [0o2000, 'g'],
  [0o1000, 't'],
];

/** A Unix mode the way Go prints it: `drwxr-xr-x`. */
function modeText(mode: number): string {
  const kind = typeBits.find(([bits]) => (mode & 0o170000) === bits)?.[1] ?? '';
  const flags = flagBits.map(([bit, letter]) => (mode & bit ? letter : '')).join('');
  const permissions = Array.from('rwxrwxrwx', (letter, index) =>
    mode & (1 << (8 - index)) ? letter : '-',
  );
  return `${kind + flags || '-'}${permissions.join('')}`;
}

function fileexists(path: string, ports: FunctionPorts, place: FunctionPlace): FunctionResult {
  const at = located(path, ports, place);
  if (!at.ok) return callError(at.error);
  const status = ports.files.status(at.value);
  if (!status.ok)
    return status.error.code === 'ENOENT'
      ? ok(bool(false))
      : callError(`failed to stat ${at.value}`);
  if (status.value.kind === 'file') return ok(bool(true));
  return callError(`${at.value} is not a regular file, but ${quote(modeText(status.value.mode))}`);
}

function fileset(
  [pathValue, patternValue]: readonly Value[],
  ports: FunctionPorts,
  place: FunctionPlace,
): FunctionResult {
  const written = asString(pathValue!);
  const folder = isAbsolute(written) ? written : joinPath(place.folder, written);
  const pattern = joinPath(folder, asString(patternValue!));
  const matches = glob(pattern, ports.files);
  if (!matches.ok) return callError(`failed to glob pattern (${pattern}): ${matches.error}`);
  const found: Value[] = [];
  for (const match of matches.value) {
    const status = ports.files.status(match);
    if (!status.ok) return callError(`failed to stat (${match}): ${status.error.message}`);
    if (status.value.kind !== 'file') continue;
    const relative = relativePath(folder, match);
    if (relative === undefined)
      return callError(
        `failed to trim path of match (): Rel: can't make ${match} relative to ${folder}`,
      );
    found.push(string(relative));
  }
  return ok(set(stringType, found));
}

function filebase64(path: string, ports: FunctionPorts): FunctionResult {
  const bytes = ports.files.read(path);
  if (bytes.ok) return ok(string(encodeBase64(bytes.value)));
  // A folder can be opened; it is reading that fails.
  const reason =
    bytes.error.code === 'EISDIR' ? `read ${path}: is a directory` : bytes.error.message;
  return callError(`failed to read file ${quote(path)}: ${reason}`);
}

/** A function of one path. */
function ofPath(
  name: string,
  returns: FunctionSpec['returns'],
  call: (path: string) => FunctionResult,
): FunctionSpec {
  return { name, parameters: [text('path')], returns, call: ([path]) => call(asString(path!)) };
}

const textOrError = (result: Result<string, string>): FunctionResult =>
  result.ok ? ok(string(result.value)) : callError(result.error);

/** Functions over paths and files. */
export function fileFunctions(ports: FunctionPorts, place: FunctionPlace): readonly FunctionSpec[] {
  const { cwd, home } = ports.environment;
  return [
    ofPath('abspath', stringType, (path) =>
      ok(string(cleanPath(isAbsolute(path) ? path : `${cwd}/${path}`))),
    ),
    ofPath('basename', stringType, (path) => ok(string(baseName(path)))),
    ofPath('dirname', stringType, (path) => ok(string(folderName(path)))),
    ofPath('file', stringType, (path) => textOrError(readText(path, ports, place))),
    ofPath('filebase64', stringType, (path) => filebase64(path, ports)),
    ofPath('fileexists', boolType, (path) => fileexists(path, ports, place)),
    {
      name: 'fileset',
      parameters: [text('path'), text('pattern')],
      returns: setOf(stringType),
      call: (args) => fileset(args, ports, place),
    },
    ofPath('pathexpand', stringType, (path) => textOrError(expandHome(path, home))),
  ];
}
