import { readAll, unifiedDiff } from '../base/index.ts';
import { FileError, type Platform } from '../platform/index.ts';
import { type Diagnostic, formatDiagnostics, type Range } from '../source/index.ts';
import { formatSource, parseConfig, rangeText } from '../syntax/index.ts';

/** What the command line says about `fmt`. */
export interface FormatRequest {
  /** Files and folders; `-` is standard input. */
  readonly paths: readonly string[];
  /** Put the result in place of what was there. */
  readonly write: boolean;
  /** Show what changes. */
  readonly diff: boolean;
  /** Look into folders inside of folders. */
  readonly recursive: boolean;
}

/** What `fmt` works with. */
export interface FormatHost {
  readonly platform: Pick<Platform, 'files' | 'terminal'>;
  error(text: string): Promise<void>;
}

/** What came of it. */
export interface FormatReport {
  readonly ok: boolean;
  /** Something was not in canonical style. */
  readonly changed: boolean;
}

/** Brings files into canonical style (cli 5.5). A mistake in one file does not keep others waiting. */
export async function format(request: FormatRequest, host: FormatHost): Promise<FormatReport> {
  const run = new FormatRun(request, host);
  await run.paths(request.paths);
  if (run.diagnostics.length > 0) await host.error(formatDiagnostics(run.diagnostics));
  return { ok: run.diagnostics.length === 0, changed: run.changed };
}

const suffixes = ['.pkr.hcl', '.pkrvars.hcl'];
const isHclFile = (path: string) => suffixes.some((suffix) => path.endsWith(suffix));

/** Hidden files and what editors leave behind. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'));
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class FormatRun {
  readonly diagnostics: Diagnostic[] = [];
  changed = false;
  readonly #request: FormatRequest;
  readonly #host: FormatHost;

  constructor(request: FormatRequest, host: FormatHost) {
    this.#request = request;
    this.#host = host;
  }

  async paths(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (!(await this.#isFolder(path))) await this.#file(path);
      else if (!(await this.#folder(path))) return;
    }
  }

  async #isFolder(path: string): Promise<boolean> {
    if (path === '-') return false;
    try {
      return (await this.#host.platform.files.status(path)).kind === 'directory';
    } catch {
      // Reading it as a file will say why.
      return false;
    }
  }

  /** False if the folder cannot be read: then nothing more is looked at. */
  async #folder(path: string): Promise<boolean> {
    const { files } = this.#host.platform;
    let names: readonly string[];
    try {
      names = await files.list(path);
    } catch (error) {
      this.#complain('Cannot read hcl directory', reasonOf(error));
      return false;
    }
    for (const name of names) {
      if (isIgnored(name)) continue;
      const inner = joined(path, name);
      if ((await files.linkStatus(inner)).kind === 'directory') {
        if (this.#request.recursive) await this.paths([inner]);
      } else if (isHclFile(name)) await this.#file(inner);
    }
    return true;
  }

  async #file(path: string): Promise<void> {
    try {
      const problem = await this.#format(path);
      if (problem !== undefined) this.#fail(path, problem);
    } catch (error) {
      this.#fail(path, reasonOf(error));
    }
  }

  #fail(path: string, reason: string): void {
    this.#complain(`encountered an error while formatting ${path}`, reason);
  }

  #complain(summary: string, detail: string): void {
    this.diagnostics.push({ severity: 'error', code: 'format-failed', summary, detail });
  }

  /** What is wrong, if the file cannot be formatted. */
  async #format(path: string): Promise<string | undefined> {
    const isInput = path === '-';
    if (!isInput && !isHclFile(path)) return `file ${path} is not a HCL file`;
    const bytes = await this.#read(path);
    if (typeof bytes === 'string') return bytes;
    const { diagnostics } = parseConfig({ filename: path, bytes });
    if (diagnostics.length > 0) return multiError(diagnostics.map(sentence));
    const formatted = formatSource(bytes);
    const { output } = this.#host.platform.terminal;
    if (isEqual(bytes, formatted)) {
      if (isInput) await output.write(decoder.decode(formatted));
      return undefined;
    }
    this.changed = true;
    if (!isInput) await output.write(`${path}\n`);
    if (this.#request.write) await this.#write(path, formatted);
    if (this.#request.diff && !isInput) {
      const labels = [`old/${path}`, `new/${path}`] as const;
      await output.write(unifiedDiff(decoder.decode(bytes), decoder.decode(formatted), labels));
    }
    return undefined;
  }

  async #read(path: string): Promise<Uint8Array | string> {
    const { files, terminal } = this.#host.platform;
    if (path === '-') return readAll(terminal.input);
    try {
      return await files.read(path);
    } catch (error) {
      const isRead = error instanceof FileError && error.message.startsWith('read ');
      return `failed to ${isRead ? 'read' : 'open'} ${path}: ${reasonOf(error)}`;
    }
  }

  async #write(path: string, formatted: Uint8Array): Promise<void> {
    const { files, terminal } = this.#host.platform;
    if (path === '-') await terminal.output.write(decoder.decode(formatted));
    else await files.write(path, formatted, 0o644);
  }
}

/** Says what went wrong; what is not about files is a mistake of this program. */
function reasonOf(error: unknown): string {
  if (error instanceof FileError) return error.message;
  throw error;
}

/** The path of an entry, with as few characters as name it. */
function joined(folder: string, name: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${name}`.split('/')) {
    const last = parts[parts.length - 1];
    if (part === '' || part === '.') continue;
    if (part === '..' && last !== undefined && last !== '..') parts.pop();
    else if (part !== '..' || !folder.startsWith('/')) parts.push(part);
  }
  return (folder.startsWith('/') ? '/' : '') + parts.join('/');
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** A diagnostic in one line: where, what, why. */
function sentence({ subject, summary, detail }: Diagnostic): string {
  const place = (range: Range | undefined) => (range === undefined ? '<nil>' : rangeText(range));
  return `${place(subject)}: ${summary}; ${detail}`;
}

function multiError(problems: readonly string[]): string {
  const count = problems.length === 1 ? '1 error' : `${problems.length} errors`;
  return `${count} occurred:\n${problems.map((problem) => `\t* ${problem}\n`).join('')}\n`;
}
