import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type ByteSink, deferred, messageOf } from '../base/index.ts';
import { type Clock, type Environment, type Log, sinkOf } from '../platform/index.ts';
import { type PluginExit, PluginFailure } from './connection.ts';
import { type Deadlines, within } from './deadlines.ts';
import { LastLines } from './last-lines.ts';

/** What pluginhost needs of the world. */
export interface ChildWorld {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadlines: Deadlines;
  /** Takes secrets out of a text. */
  readonly mask: (text: string) => string;
}

/** How to start a plugin process. */
export interface ChildStart {
  readonly executable: string;
  readonly args: readonly string[];
  /** Laid over the environment of this process. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How long the last lines are waited for after a process ended; others may hold its standard error. */
const lastLinesWait = 250;

/**
 * A plugin process in a process group of its own: Ctrl-C at the terminal does not reach it, and
 * what it started can be killed together with it.
 */
export class Child {
  /** The executable's file name. */
  readonly name: string;
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stdin: ByteSink;
  /** Resolves, never rejects. */
  readonly exited: Promise<PluginExit>;
  /** Resolves when nobody holds the process's standard error any more. */
  readonly silent: Promise<void>;

  readonly #spawned: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #world: ChildWorld;
  readonly #lines: LastLines;
  #running = true;

  private constructor(
    name: string,
    spawned: ChildProcessByStdio<Writable, Readable, Readable>,
    world: ChildWorld,
  ) {
    this.name = name;
    this.#spawned = spawned;
    this.#world = world;
    this.#lines = new LastLines({
      onLine: (line) => world.log.write('info', `${name} plugin: ${line}`),
      mask: world.mask,
    });
    this.stdout = spawned.stdout;
    this.stdin = sinkOf(spawned.stdin);
    const quiet = deferred<void>();
    this.silent = quiet.promise;
    spawned.stderr.on('data', (chunk: Uint8Array) => this.#lines.push(chunk));
    spawned.stderr.once('close', () => quiet.resolve());
    spawned.on('error', () => {});
    this.exited = this.#watch();
  }

  /** Starts the process. Rejects with PluginFailure when the system cannot. */
  static async start(start: ChildStart, world: ChildWorld): Promise<Child> {
    const name = baseName(start.executable);
    const spawned = spawn(start.executable, start.args, {
      cwd: world.environment.cwd,
      env: { ...world.environment.variables, ...start.variables },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: world.environment.os !== 'windows',
      windowsHide: true,
    });
    try {
      await once(spawned, 'spawn');
    } catch (cause) {
      const why = messageOf(cause);
      throw new PluginFailure('plugin-not-started', name, {
        sentence: `could not be started: ${why}`,
        cause,
      });
    }
    world.log.write('debug', `started ${start.executable} ${start.args.join(' ')}`);
    return new Child(name, spawned, world);
  }

  /** Whether the process itself lives; what it started may outlive it. */
  get running(): boolean {
    return this.#running;
  }

  /** Kills the process and everything in its group, now. Does not block; safe at any time. */
  kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
    const { pid } = this.#spawned;
    if (pid === undefined) return;
    try {
      if (this.#world.environment.os === 'windows') this.#spawned.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // Nothing of the group is left.
    }
  }

  /** Asks by closing standard input, waits, tells, waits, kills; then nothing is left running. */
  async stop(): Promise<PluginExit> {
    const { clock, deadlines } = this.#world;
    await this.stdin.close().catch(() => {});
    if ((await within(clock, deadlines.stop, this.exited)) === undefined) this.kill('SIGTERM');
    if ((await within(clock, deadlines.stop, this.exited)) === undefined) this.kill('SIGKILL');
    const exit = await this.exited;
    await within(clock, deadlines.leftovers, this.silent);
    this.#spawned.stderr.destroy();
    return exit;
  }

  async #watch(): Promise<PluginExit> {
    const { clock } = this.#world;
    const ended = deferred<readonly [number | null, NodeJS.Signals | null]>();
    this.#spawned.once('exit', (code, signal) => ended.resolve([code, signal]));
    const [code, signal] = await ended.promise;
    this.#running = false;
    this.kill('SIGKILL');
    await within(clock, lastLinesWait, this.silent);
    return {
      code: code ?? undefined,
      signal: signal ?? undefined,
      lastLines: this.#lines.all(),
    };
  }
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
