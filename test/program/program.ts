import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The built command, as users start it. */
export const binary =
  process.env.TSPACKER_BIN ?? join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

/** Processes carry this variable from their parent on, whatever group they are in. */
const mark = 'TSPACKER_TEST_RUN';

/** A folder of its own for one run of the program. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  readonly environment: Record<string, string>;
  /** Command lines of processes that were started in this workplace and are still there. */
  running(): Promise<readonly string[]>;
  /** Waits until nothing runs any more; gives what does not end. */
  left(): Promise<readonly string[]>;
}

async function processesWith(entry: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of await readdir('/proc')) {
    if (!/^\d+$/.test(id) || Number(id) === process.pid) continue;
    const variables = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
    if (!variables.split('\0').includes(entry)) continue;
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (command !== '') found.push(command.replaceAll('\0', ' ').trim());
  }
  return found;
}

/** Makes a folder with these files. */
export async function workplace(files: Record<string, string> = {}): Promise<Workplace> {
  const root = await mkdtemp(join(tmpdir(), 'tspacker-run-'));
  const folder = join(root, 'w');
  for (const name of ['w', 'home', 'tmp']) await mkdir(join(root, name));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const run = randomUUID();
  const running = () => processesWith(`${mark}=${run}`);
  return {
    folder,
    environment: {
      PATH: process.env.PATH ?? '',
      HOME: join(root, 'home'),
      TMPDIR: join(root, 'tmp'),
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      PACKER_NO_COLOR: '1',
      [mark]: run,
    },
    running,
    left: async () => {
      const start = performance.now();
      let still = await running();
      while (still.length > 0 && performance.now() - start < 20_000) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        still = await running();
      }
      return still;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** How a run ended. Exit code, or the signal that ended it. */
export interface Ended {
  readonly exit: number | string;
  readonly output: string;
  readonly errors: string;
}

/** A run that goes on while the test looks at it. */
export interface Running {
  readonly child: ChildProcess;
  /** Everything on standard output until now. */
  output(): string;
  /** Resolves when standard output holds the text; rejects when the program ends without it. */
  shows(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts a command in a workplace, with nothing to read. */
export function start(
  place: Workplace,
  command: readonly string[],
  env: Record<string, string> = {},
): Running {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: place.folder,
    env: { ...place.environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({
    exit: signal ?? code,
    output,
    errors,
  }));
  return {
    child,
    output: () => output,
    shows: async (text) => {
      while (!output.includes(text)) {
        const more = once(child.stdout, 'data').then(() => true);
        const over = ended.then(() => false);
        if (!(await Promise.race([more, over])) && !output.includes(text)) {
          throw new Error(`ended without ${JSON.stringify(text)}:\n${output}${errors}`);
        }
      }
    },
    ended,
  };
}

/** Runs the program to its end. */
export function run(
  place: Workplace,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return start(place, [binary, ...args], env).ended;
}

/** Makes a text independent of folders, process numbers and the clock. */
export function steady(text: string, place: Workplace): string {
  const root = dirname(place.folder);
  const unit = '(?:second|millisecond|microsecond)s?';
  return text
    .replaceAll(place.folder, '<DIR>')
    .replaceAll(root, '<ROOT>')
    .replace(new RegExp(`after \\d+ ${unit}(?: \\d+ ${unit})?`, 'g'), 'after <DURATION>')
    .replace(/with \d+ cores?/g, 'with <N> cores')
    .replace(/packer-shell\w+/g, 'packer-shell<N>')
    .replace(/building in \d+/g, 'building in <N>');
}
