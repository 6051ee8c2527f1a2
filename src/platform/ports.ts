import type { ByteSink, ByteSource, Result } from '../base/index.ts';

/** What a file system says about one entry. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** In bytes. */
  readonly size: number;
  /** Unix permission bits. */
  readonly mode: number;
  readonly modified: Date;
  readonly inode: number;
  readonly owner: number;
}

/** Why a file operation did not work. Thrown by every call of `Files`. */
export class FileError extends Error {
  /** The system's name for it: `ENOENT`, `EACCES`, `ENOSPC`, ... */
  readonly code: string;
  readonly path: string;
  constructor(code: string, operation: string, path: string, reason: string, cause: unknown) {
    super(`${operation} ${path}: ${reason}`, { cause });
    this.name = 'FileError';
    this.code = code;
    this.path = path;
  }
}

/** The file system. Paths may be relative to `Environment.cwd`. Every call may reject with FileError. */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  /** Reads in chunks, for files that may be large. */
  readStream(path: string): ByteSource;
  write(path: string, content: Uint8Array | string, mode?: number): Promise<void>;
  /** Writes in chunks; `flag` as for open(2): `w` truncates, `wx` refuses an existing file, `a` appends. */
  writeStream(
    path: string,
    options?: { mode?: number; flag?: 'w' | 'wx' | 'a' },
  ): Promise<ByteSink>;
  /** Follows links. */
  status(path: string): Promise<FileStatus>;
  /**
   * Text that changes whenever the file may have: device, inode, size and both times to the
   * nanosecond. Follows links.
   */
  identity(path: string): Promise<string>;
  /** SHA-256 of the content, in lower-case hexadecimal digits. Reads in chunks. */
  sha256(path: string): Promise<string>;
  /** Does not follow links. */
  linkStatus(path: string): Promise<FileStatus>;
  exists(path: string): Promise<boolean>;
  /** Names in byte order. */
  list(folder: string): Promise<readonly string[]>;
  makeFolder(path: string, mode?: number): Promise<void>;
  /** Makes a fresh folder or path in the temporary folder whose name starts with `prefix`. */
  makeTemporaryFolder(prefix: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with everything in it; no error if there is none. */
  remove(path: string): Promise<void>;
  changeMode(path: string, mode: number): Promise<void>;
  realPath(path: string): Promise<string>;
  /** Flushes a file or folder to the disk. */
  sync(path: string): Promise<void>;
}

/** What the process was started with. */
export interface Environment {
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string | undefined;
  readonly temporaryFolder: string;
  /** Go's name: `linux`, `darwin`, `windows`, `freebsd`, ... */
  readonly os: string;
  /** Go's name: `amd64`, `arm64`, `386`, ... */
  readonly architecture: string;
  readonly pathSeparator: '/' | '\\';
  readonly pathListSeparator: ':' | ';';
  readonly processId: number;
  /** Who this process runs as; undefined where users have no numbers. */
  readonly userId?: number;
  /** Whether a process with this number runs on this machine. */
  readonly isRunning?: (processId: number) => boolean;
  /** Processors that can be used. */
  readonly processors: number;
}

/** Time. Nobody else reads the clock. */
export interface Clock {
  now(): Date;
  /** Milliseconds that never jump, for durations. */
  monotonic(): number;
  /** Resolves after that many milliseconds; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Randomness. */
export interface Randomness {
  bytes(count: number): Uint8Array;
  /** A random (version 4) UUID in lower case. */
  uuid(): string;
}

/** Structured log behind PACKER_LOG; costs nothing when nobody listens. */
export interface Log {
  readonly enabled: boolean;
  write(level: 'trace' | 'debug' | 'info' | 'warn' | 'error', message: string): void;
}

/** Text that leaves the process. */
export interface TextOutput {
  /** Resolves when more may be written; order is kept. A reader that went away is not an error. */
  write(text: string): Promise<void>;
  /** Resolves when everything written so far has left the process. */
  flush(): Promise<void>;
  /** Whether a person sees it at once, line by line. */
  readonly isTerminal?: boolean;
  /** Why text was lost although somebody was there to take it, such as a full disk. */
  readonly problem: string | undefined;
}

/** What the process was given to talk with people and other programs. */
export interface Terminal {
  readonly output: TextOutput;
  readonly errorOutput: TextOutput;
  /** Standard input, to be read once. */
  readonly input: ByteSource;
  /**
   * Lines that a person types, with a prompt before each, history and editing. Ends at end of input,
   * or when Control-C is pressed on an empty line; on another line it discards the line.
   */
  editLines(prompt: string): AsyncIterable<string>;
  /** What standard input is; only a pipe is taken for another program talking to us. */
  inputKind(): 'pipe' | 'terminal' | 'other';
  /**
   * Reads one line from the controlling terminal, without its end; `prompt` is called before, but
   * only if there is somebody to read it. Rejects with an Error whose message
   * is `no available tty` where there is none or the process is in the background, and with the
   * signal's reason when aborted.
   */
  readLine(signal: AbortSignal, prompt: () => Promise<void>): Promise<string>;
}

/** A request to a server that an expression cannot do without. */
export interface ServerRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a server answered. */
export interface ServerAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What functions of the template language need of the world. Evaluation is synchronous, so none of
 * these can be awaited; `request` blocks the program until the answer is there.
 */
export interface Evaluation {
  readonly files: {
    read(path: string): Result<Uint8Array, { readonly code: string; readonly message: string }>;
    /** Follows links. `mode` has the bits of the type. */
    status(
      path: string,
    ): Result<
      { readonly kind: FileStatus['kind']; readonly mode: number },
      { readonly code: string; readonly message: string }
    >;
    list(
      folder: string,
    ): Result<
      readonly { readonly name: string; readonly kind: FileStatus['kind'] }[],
      { readonly code: string; readonly message: string }
    >;
  };
  /** When this program started. */
  readonly started: Date;
  digest(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512', bytes: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** Raw deflate that ends with a flush, not with a final block. */
  deflate(bytes: Uint8Array): Uint8Array;
  /** The error is the system's sentence. */
  request(request: ServerRequest): Result<ServerAnswer, string>;
}

/** Everything of the world that the middle of the program may touch. */
export interface Platform {
  readonly files: Files;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
  readonly terminal: Terminal;
  readonly evaluation: Evaluation;
}
