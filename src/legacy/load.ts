import { failed, ok, parseStrictJson, readAll, type Result } from '../base/index.ts';
import { FileError, isAbsolute, type Platform, type Terminal } from '../platform/index.ts';
import { readTemplate } from './intake/read-template.ts';
import { isObject, type JsonValue, kindName } from './json/json-value.ts';
import type { LegacyTemplate } from './model.ts';

/** What there is to build when no template is named: the console's. */
const smallest = '{"builders":[{"type":"null","communicator":"none"}]}';

interface World extends Pick<Platform, 'files' | 'environment'> {
  readonly terminal: Pick<Terminal, 'input'>;
}

/** Loads a legacy template; `-` is standard input. The failure is the whole text for the user (cli 4). */
export async function loadLegacyTemplate(
  path: string,
  platform: World,
): Promise<Result<LegacyTemplate, string>> {
  const template = await load(path, platform);
  if (template.ok) return template;
  return failed(
    `Failed to parse file as legacy JSON template: if you are using an HCL template, check your file extensions; they should be either *.pkr.hcl or *.pkr.json; see the docs for more details: https://www.packer.io/docs/templates/hcl_templates. \nOriginal error: ${template.error}`,
  );
}

async function load(path: string, platform: World): Promise<Result<LegacyTemplate, string>> {
  if (path === '') return readTemplate(new TextEncoder().encode(smallest), '');
  try {
    const bytes =
      path === '-' ? await readAll(platform.terminal.input) : await platform.files.read(path);
    return readTemplate(bytes, absolute(path, platform));
  } catch (error) {
    if (error instanceof FileError) return failed(error.message);
    throw error;
  }
}

/** The path from the root, with `.` and `..` resolved. */
function absolute(path: string, { environment }: Pick<Platform, 'environment'>): string {
  const rooted = isAbsolute(path) ? path : `${environment.cwd}/${path}`;
  const parts: string[] = [];
  for (const part of rooted.split(/[/\\]/)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join(environment.pathSeparator);
}

/** The folder of a template, for `template_dir`. */
export function templateFolder(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? path.slice(0, 1) : path.slice(0, end);
}

/** What the command line says about user variables. */
export interface SuppliedVariables {
  /** `-var-file`, in order; later ones win. */
  readonly variableFiles: readonly string[];
  /** `-var`; wins over every file. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Reads variable files and lays `-var` over them. The failure is the text for the user. */
export async function supplyVariables(
  supplied: SuppliedVariables,
  platform: Pick<Platform, 'files'>,
): Promise<Result<ReadonlyMap<string, string>, string>> {
  const values = new Map<string, string>();
  for (const path of supplied.variableFiles) {
    const file = await readVariableFile(path, platform);
    if (!file.ok) return file;
    for (const [name, value] of file.value) values.set(name, value);
  }
  for (const [name, value] of supplied.variables) values.set(name, value);
  return ok(values);
}

async function readVariableFile(
  path: string,
  platform: Pick<Platform, 'files'>,
): Promise<Result<ReadonlyMap<string, string>, string>> {
  const wrong = (reason: string): Result<never, string> =>
    failed(`Error reading variables in '${path}': ${reason}`);
  let bytes: Uint8Array;
  try {
    bytes = await platform.files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.code === 'EISDIR' ? wrong(error.message) : failed(error.message);
  }
  const parsed = parseStrictJson(bytes, 'first');
  if (!parsed.ok) return wrong(parsed.error.atEnd ? 'unexpected EOF' : parsed.error.message);
  const { value } = parsed.value;
  if (value !== null && !isObject(value)) {
    return wrong(`json: cannot unmarshal ${jsonKind(value)} into Go value of type kvflag.FlagJSON`);
  }
  const values = new Map<string, string>();
  for (const [name, text] of value ?? []) {
    if (text !== null && typeof text !== 'string') {
      return wrong(`json: cannot unmarshal ${jsonKind(text)} into Go value of type string`);
    }
    values.set(name, text ?? '');
  }
  return ok(values);
}

/** What JSON calls the kind of a value. */
export function jsonKind(value: JsonValue): string {
  const kind = kindName(value);
  if (kind === 'slice') return 'array';
  if (kind === 'map') return 'object';
  return kind === 'float64' ? 'number' : kind;
}
