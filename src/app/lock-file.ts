import { compareText, compareVersions, messageOf, parseVersion, quote } from '../base/index.ts';
import { evaluate } from '../eval/index.ts';
import { FileError, type Platform, replaceFile } from '../platform/index.ts';
import type { LockedPlugin, PlatformSums, PluginLock } from '../pluginstore/index.ts';
import type { Diagnostic, Range, SourceFile } from '../source/index.ts';
import { type Attribute, type Block, parseConfig } from '../syntax/index.ts';

type Ports = Pick<Platform, 'files' | 'environment'>;

/** A lock file that was looked for. */
export interface FoundLock {
  readonly path: string;
  /** Undefined if there is no lock file, or if it cannot be read. */
  readonly lock?: PluginLock;
  readonly text?: string;
  /** What is wrong with it. */
  readonly problems: readonly Diagnostic[];
  /** For showing the problems. */
  readonly file?: SourceFile;
}

const fileName = '.tspacker.lock.hcl';

/** Reads the lock file beside a template, which is a file or a folder. */
export async function findLock(template: string, ports: Ports): Promise<FoundLock> {
  const { files } = ports;
  const path = await lockPath(template, ports);
  let bytes: Uint8Array;
  try {
    bytes = await files.read(path);
  } catch (error) {
    if (error instanceof FileError && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return { path, problems: [] };
    const detail = messageOf(error);
    return { path, problems: [problem('Lock file cannot be read', detail)] };
  }
  const file = { filename: path, bytes };
  const { lock, problems } = readLock(file);
  const text = new TextDecoder().decode(bytes);
  return { path, text, file, problems, ...(problems.length === 0 && { lock }) };
}

async function lockPath(template: string, { files, environment }: Ports): Promise<string> {
  const slash = environment.pathSeparator;
  const isFolder = await files.status(template).then(
    ({ kind }) => kind === 'directory',
    () => false,
  );
  if (isFolder) return `${template.replace(/[\\/]+$/, '') || slash}${slash}${fileName}`;
  const end = Math.max(template.lastIndexOf('/'), template.lastIndexOf(slash)) + 1;
  return `${template.slice(0, end)}${fileName}`;
}

function problem(summary: string, detail: string, subject?: Range): Diagnostic {
  return { severity: 'error', code: 'plugin-lock', summary, detail, ...(subject && { subject }) };
}

/** Reads the text of a lock file. */
export function readLock(file: SourceFile): {
  readonly lock: PluginLock;
  readonly problems: readonly Diagnostic[];
} {
  const parsed = parseConfig(file);
  const problems: Diagnostic[] = [...parsed.diagnostics];
  if (problems.length > 0) return { lock: [], problems };
  const content = parsed.value.content({
    attributes: [],
    blocks: [{ type: 'plugin', labelNames: ['source'] }],
  });
  problems.push(...content.diagnostics);
  const lock = content.value.blocks.map((block) => readPlugin(block, problems));
  return { lock: sorted(lock), problems };
}

const attributes = [
  { name: 'version', required: true },
  { name: 'constraints', required: false },
  { name: 'archives', required: false },
  { name: 'binaries', required: false },
];

function readPlugin(block: Block, problems: Diagnostic[]): LockedPlugin {
  const content = block.body.content({ attributes, blocks: [] });
  problems.push(...content.diagnostics);
  const given = content.value.attributes;
  const version = readText(given.get('version'), problems);
  if (content.diagnostics.length === 0 && parseVersion(version) === undefined)
    problems.push(
      problem('Invalid lock file', 'The version cannot be read.', given.get('version')?.range),
    );
  return {
    source: block.labels[0] ?? '',
    version,
    constraints: readText(given.get('constraints'), problems),
    archives: readSums(given.get('archives'), problems),
    binaries: readSums(given.get('binaries'), problems),
  };
}

function readText(attribute: Attribute | undefined, problems: Diagnostic[]): string {
  if (attribute === undefined) return '';
  const { value, diagnostics } = evaluate(attribute.expression);
  problems.push(...diagnostics);
  if (typeof value.content === 'string') return value.content;
  problems.push(problem('Invalid lock file', 'This must be a text.', attribute.range));
  return '';
}

function readSums(attribute: Attribute | undefined, problems: Diagnostic[]): PlatformSums {
  if (attribute === undefined) return {};
  const { value, diagnostics } = evaluate(attribute.expression);
  problems.push(...diagnostics);
  const sums: Record<string, string> = {};
  const isObject = value.type.kind === 'object' && value.content instanceof Map;
  for (const [platform, sum] of isObject ? value.content : []) {
    if (typeof sum.content === 'string' && /^[0-9a-f]{64}$/.test(sum.content))
      sums[String(platform)] = sum.content;
    else {
      const detail = `The checksum for ${String(platform)} is no SHA-256 in lower-case hexadecimal digits.`;
      problems.push(problem('Invalid lock file', detail, attribute.range));
    }
  }
  if (!isObject)
    problems.push(
      problem('Invalid lock file', 'This must be an object of checksums.', attribute.range),
    );
  return sums;
}

function sorted(lock: PluginLock): PluginLock {
  return lock.toSorted((a, b) => {
    const [one, other] = [parseVersion(a.version), parseVersion(b.version)];
    return compareText(a.source, b.source) || (one && other ? compareVersions(one, other) : 0);
  });
}

const head = `# Which plugins this template uses, byte for byte. "tspacker init" keeps this file up to date;
# it belongs under version control.
`;

/** The text of a lock file: the same for the same content. */
export function lockText(lock: PluginLock): string {
  return head + sorted(lock).map(pluginText).join('');
}

function pluginText({ source, version, constraints, ...sums }: LockedPlugin): string {
  const attribute = (name: string, value: string) => `  ${name} = ${quote(value)}\n`;
  return [
    `\nplugin ${quote(source)} {\n`,
    attribute('version    ', version),
    ...(constraints === '' ? [] : [attribute('constraints', constraints)]),
    sumsText('archives', sums.archives),
    sumsText('binaries', sums.binaries),
    '}\n',
  ].join('');
}

function sumsText(name: string, sums: PlatformSums): string {
  const platforms = Object.keys(sums).sort(compareText);
  if (platforms.length === 0) return '';
  const width = Math.max(...platforms.map((platform) => platform.length));
  const lines = platforms.map((each) => `    ${each.padEnd(width)} = "${sums[each]}"\n`);
  return `\n  ${name} = {\n${lines.join('')}  }\n`;
}

/** Writes a lock file, all of it or nothing, where it would change. */
export async function writeLock(found: FoundLock, lock: PluginLock, ports: Ports): Promise<void> {
  const text = lockText(lock);
  if (text === found.text) return;
  const { files, environment } = ports;
  const { path } = found;
  const half = `${path}.${environment.processId}`;
  await replaceFile(files, { path, half }, () => files.write(half, text, 0o644));
}
