import type { Result } from '../../base/index.ts';

/** Why the system refused a file operation. */
export interface FunctionFileFailure {
  /** The system's name for it: `ENOENT`, `EACCES`, ... */
  readonly code: string;
  /** With operation and path: `open x: no such file or directory`. */
  readonly message: string;
}

/** What functions ask about a file. */
export interface FunctionFileStatus {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Unix mode with the bits of the type. */
  readonly mode: number;
}

/** One entry of a folder; links are not followed. */
export interface FunctionFileEntry {
  readonly name: string;
  readonly kind: FunctionFileStatus['kind'];
}

/**
 * Files as functions see them. Evaluation is synchronous, so this port is too; relative paths start
 * at the working directory.
 */
export interface FunctionFiles {
  read(path: string): Result<Uint8Array, FunctionFileFailure>;
  /** Follows links. */
  status(path: string): Result<FunctionFileStatus, FunctionFileFailure>;
  list(folder: string): Result<readonly FunctionFileEntry[], FunctionFileFailure>;
}

/** One request to a server, for functions that look up secrets. */
export interface FunctionRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a server answered. */
export interface FunctionResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What functions need of the world. */
export interface FunctionPorts {
  readonly files: FunctionFiles;
  readonly environment: {
    readonly cwd: string;
    readonly home: string | undefined;
    readonly variables: Readonly<Record<string, string | undefined>>;
  };
  now(): Date;
  randomBytes(count: number): Uint8Array;
  digest(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512', bytes: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** Raw deflate that ends with a flush, not with a final block. */
  deflate(bytes: Uint8Array): Uint8Array;
  /** Sends a request and waits for the answer; the error is the system's sentence. */
  request(request: FunctionRequest): Result<FunctionResponse, string>;
}

/** Where a set of functions is used. */
export interface FunctionPlace {
  /** Folder that relative paths of `file`, `fileexists`, `fileset` and `templatefile` start in. */
  readonly folder: string;
  /** When the program started, for the `legacy_` time functions. */
  readonly started: Date;
}
