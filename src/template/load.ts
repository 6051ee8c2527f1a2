import type { Scope } from '../eval/index.ts';
import type { Platform } from '../platform/index.ts';
import { type Diagnostic, hasErrors, type Reporter } from '../source/index.ts';
import type { Block } from '../syntax/index.ts';
import { duplicateData, readData } from './blocks/data.ts';
import { environmentFunction } from './blocks/environment-function.ts';
import { duplicateLocals, readLocal, readLocals } from './blocks/local.ts';
import { checkRequiredVersions, packerSchema, readRequiredVersions } from './blocks/packer.ts';
import { placeOf } from './blocks/place.ts';
import { readRequiredPlugins } from './blocks/required-plugins.ts';
import { Variables } from './blocks/variable.ts';
import { contextsOf, findFiles, type ParsedFile, parseFiles, templateEndings } from './files.ts';
import type {
  DataBlock,
  LateBlock,
  LoadedTemplate,
  LocalBlock,
  PluginRequirement,
  Template,
} from './model.ts';
import { rootSchema } from './root-schema.ts';

/** Which template to load. */
export interface LoadRequest {
  /** A folder or a file as typed; empty loads nothing (console). */
  readonly path: string;
  /** The compatible version that `required_version` is compared with. */
  readonly coreVersion: string;
}

type Ports = Pick<Platform, 'files' | 'environment'>;
type Report = (...diagnostics: readonly Diagnostic[]) => void;

/**
 * Phase A up to variable values (template-language 5.2): reads and parses every file and says what
 * they declare. Everything wrong is reported; nothing but constants is evaluated.
 */
export async function loadTemplate(
  request: LoadRequest,
  platform: Ports,
  reporter: Reporter,
): Promise<LoadedTemplate> {
  const parsed = await parseTemplateFiles(request.path, platform, reporter);
  if (parsed === undefined) return { files: [], contextOf: () => '', template: undefined };
  const files = parsed.map(({ source }) => source);
  const shown = { files, contextOf: contextsOf(parsed) };
  if (parsed.some(({ failed }) => failed) || reporter.hasErrors)
    return { ...shown, template: undefined };
  const report: Report = (...diagnostics) => reporter.report(...diagnostics);
  if (!versionsMatch(parsed, request.coreVersion, report)) return { ...shown, template: undefined };
  const template = readDeclarations(parsed, platform, report);
  const folder = await isFolder(request.path, platform);
  return { ...shown, template: { ...template, path: request.path, folder, files } };
}

async function parseTemplateFiles(path: string, platform: Ports, reporter: Reporter) {
  if (path === '') return [];
  const found = await findFiles(path, templateEndings, platform.files, reporter);
  if (found === undefined) return undefined;
  if (found.length === 0) reporter.report(noFiles(path));
  return parseFiles(found, platform.files, reporter);
}

async function isFolder(path: string, { files }: Ports): Promise<boolean> {
  if (path === '') return false;
  return files.status(path).then(
    (status) => status.kind === 'directory',
    () => false,
  );
}

/** False if a file asks for another version: then nothing else about the files is worth saying. */
function versionsMatch(parsed: readonly ParsedFile[], coreVersion: string, report: Report) {
  const required = parsed.flatMap(({ body }) => {
    const { value, diagnostics } = readRequiredVersions(body);
    report(...diagnostics);
    return value;
  });
  const mismatches = checkRequiredVersions(required, coreVersion);
  report(...mismatches);
  return mismatches.length === 0;
}

type Declarations = Omit<Template, 'path' | 'folder' | 'files'>;

/** What the files declare, kind by kind, because that is the order of the diagnostics. */
function readDeclarations(
  parsed: readonly ParsedFile[],
  { environment }: Ports,
  report: Report,
): Declarations {
  const roots = parsed.map(({ body }) => {
    const { value, diagnostics } = body.content(rootSchema);
    report(...diagnostics);
    return value.blocks;
  });
  const requiredPlugins = roots.flatMap((blocks) => readPackerBlocks(blocks, report));
  const scope: Scope = { functions: environmentFunction(environment.variables) };
  const variables = new Variables(scope, report);
  for (const block of roots.flat()) {
    if (block.type === 'variable') variables.add(block);
    if (block.type === 'variables') variables.addSimple(block);
  }
  const data = readDataBlocks(roots.flat(), report);
  const locals = roots.flatMap((blocks) => readLocalBlocks(blocks, report));
  report(...duplicateLocals(locals));
  const late = roots.flat().flatMap(lateBlock);
  return { requiredPlugins, variables: variables.all, data, locals, late };
}

function readPackerBlocks(blocks: readonly Block[], report: Report): readonly PluginRequirement[] {
  const requirements: PluginRequirement[] = [];
  for (const block of blocks) {
    if (block.type !== 'packer') continue;
    // A second look: what is not expected was already reported together with the version.
    const { value: content, diagnostics } = block.body.content(packerSchema);
    report(...diagnostics);
    for (const inner of content.blocks) {
      const { value, diagnostics: found } = readRequiredPlugins(inner);
      report(...found);
      requirements.push(...value);
    }
  }
  return requirements;
}

function readDataBlocks(blocks: readonly Block[], report: Report): readonly DataBlock[] {
  const known = new Map<string, DataBlock>();
  for (const block of blocks) {
    if (block.type !== 'data') continue;
    const { value: data, diagnostics } = readData(block);
    report(...diagnostics);
    if (data === undefined) continue;
    const key = `${data.type}.${data.name}`;
    const earlier = known.get(key);
    if (earlier === undefined) known.set(key, data);
    else report(duplicateData(data, earlier));
  }
  return [...known.values()];
}

function readLocalBlocks(blocks: readonly Block[], report: Report): readonly LocalBlock[] {
  const locals: LocalBlock[] = [];
  for (const block of blocks) {
    if (block.type === 'locals') {
      const { value, diagnostics } = readLocals(block);
      report(...diagnostics);
      locals.push(...value);
    }
    if (block.type === 'local') {
      const { value, diagnostics } = readLocal(block);
      report(...diagnostics);
      // Packer leaves the rest of the file aside after the first bad block.
      if (hasErrors(diagnostics)) return locals;
      if (value !== undefined) locals.push(value);
    }
  }
  return locals;
}

function lateBlock(block: Block): readonly LateBlock[] {
  const { type: kind, labels, body } = block;
  if (kind !== 'source' && kind !== 'build' && kind !== 'hcp_packer_registry') return [];
  return [{ kind, labels, body, place: placeOf(block) }];
}

function noFiles(path: string): Diagnostic {
  return {
    severity: 'error',
    code: 'no-template-files',
    summary: `Could not find any config file in ${path}`,
    detail:
      'A config file must be suffixed with `.pkr.hcl` or `.pkr.json`. A folder can be referenced.',
  };
}
