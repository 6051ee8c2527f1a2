import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeEnvironment } from '../../../src/platform/index.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const { os, architecture } = nodeEnvironment();

/** This machine as file names of plugins have it. */
export const here = `${os}_${architecture}`;

/** The built command, as users start it. */
export const binary = process.env.TSPACKER_BIN ?? join(root, 'dist', 'cli', 'main.js');

/** What a run of the program came to. */
export interface Ran {
  readonly exit: number | string;
  readonly stdout: string;
  /** Left out where it is empty. */
  readonly stderr?: string;
}

/** A machine of its own: a home folder, a folder of templates, and nothing in the environment. */
export interface Machine extends Disposable {
  readonly folder: string;
  /** Added to the environment of every run. */
  readonly environment: Record<string, string>;
  /** Runs the program; in the answer the folder of this machine is `<DIR>`. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Runs another program, in the same surroundings. */
  readonly runOther: (file: string, args: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Writes a file; its folders are made. */
  readonly write: (path: string, content: string | Uint8Array, mode?: number) => string;
}

/** What one run has of its own. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Below the folder of the machine. */
  readonly cwd?: string;
  readonly stdin?: string;
}

/** Makes a machine for a program; two programs may share its folder. */
export function makeMachine(
  command: readonly string[],
  folder = mkdtempSync(join(tmpdir(), 'tspacker-machine-')),
): Machine {
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    CHECKPOINT_DISABLE: '1',
    PACKER_NO_COLOR: '1',
  };
  for (const each of ['home', 'tmp']) mkdirSync(join(folder, each), { recursive: true });
  const shown = (text: string) => text.replaceAll(folder, '<DIR>').replaceAll(here, '<OS>_<ARCH>');
  const runOther: Machine['runOther'] = (file, args, options = {}) => {
    const cwd = join(folder, options.cwd ?? '.');
    const env = { ...environment, ...options.environment };
    return new Promise((resolve) => {
      const child = execFile(file, [...args], { cwd, env }, (error, stdout, stderr) => {
        const exit = error === null ? 0 : (error.signal ?? error.code ?? 'not started');
        const errors = stderr === '' ? {} : { stderr: shown(stderr) };
        resolve({ exit, stdout: shown(stdout), ...errors });
      });
      child.stdin?.end(options.stdin);
    });
  };
  const [file = '', ...first] = command;
  return {
    folder,
    environment,
    run: (args, options) => runOther(file, [...first, ...args], options),
    runOther,
    write: (path, content, mode = 0o644) => {
      const whole = join(folder, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, content, { mode });
      return whole;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
