import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type ByteSink, type ByteSource, messageOf } from 'tspacker/sdk';

/** A program to run. */
export interface Command {
  readonly executable: string;
  readonly args: readonly string[];
  /** Absent: nothing can be read. */
  readonly stdin?: ByteSource;
  /** Absent: the output is collected and part of the outcome. Closed at the end. */
  readonly stdout?: ByteSink;
  readonly stderr?: ByteSink;
  /** Aborting kills the program. */
  readonly signal?: AbortSignal;
}

/** How a program ended. */
export interface Outcome {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  /** What was collected. */
  readonly stdout: string;
  readonly stderr: string;
  /** In Go's words; undefined for status 0. */
  readonly problem: string | undefined;
}

/** The program could not be started at all. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

async function start({ executable, args }: Command): Promise<Child> {
  const child = spawn(executable, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  try {
    await once(child, 'spawn');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = messageOf(cause);
    const text = missing
      ? `exec: ${JSON.stringify(executable)}: executable file not found in $PATH`
      : why;
    throw new NotStarted(text, { cause });
  }
  return child;
}

/** Writes what the program wants to read; one that stops reading is no mistake. */
async function feed(source: ByteSource | undefined, input: Writable): Promise<void> {
  try {
    for await (const chunk of source ?? []) {
      if (input.destroyed) return;
      if (!input.write(chunk)) await room(input);
    }
  } finally {
    input.end();
  }
}

/** Resolves when more can be written, or nothing at all any more. */
function room(input: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      input.off('drain', done);
      input.off('close', done);
      resolve();
    };
    input.once('drain', done);
    input.once('close', done);
    if (input.destroyed) done();
  });
}

/** Collects, or hands over at the pace of the sink. */
async function drain(source: Readable, sink: ByteSink | undefined): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of source) {
      if (sink === undefined) text += decoder.decode(chunk, { stream: true });
      else await sink.write(chunk);
    }
  } finally {
    await sink?.close();
  }
  return text;
}

/** Runs a program to its end. Rejects when it cannot be started, or when a stream of ours fails. */
export async function execute(command: Command): Promise<Outcome> {
  const child = await start(command);
  const kill = () => void child.kill('SIGKILL');
  const ended = once(child, 'exit');
  command.signal?.addEventListener('abort', kill);
  if (command.signal?.aborted) kill();
  let broken: { readonly error: unknown } | undefined;
  const guarded = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      broken ??= { error };
      kill();
      return undefined;
    });
  try {
    void guarded(feed(command.stdin, child.stdin));
    const [stdout, stderr, [code, signal]] = await Promise.all([
      guarded(drain(child.stdout, command.stdout)),
      guarded(drain(child.stderr, command.stderr)),
      ended,
    ]);
    if (broken !== undefined) throw broken.error;
    return {
      code: code ?? undefined,
      stdout: stdout ?? '',
      stderr: stderr ?? '',
      problem: problemOf(code, signal),
    };
  } finally {
    command.signal?.removeEventListener('abort', kill);
  }
}

const signalWords: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGTERM: 'terminated',
  SIGINT: 'interrupt',
};

function problemOf(code: number | null, signal: string | null): string | undefined {
  if (code === 0) return undefined;
  if (code !== null) return `exit status ${code}`;
  return `signal: ${signalWords[signal ?? ''] ?? signal}`;
}
