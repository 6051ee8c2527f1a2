import type { ByteSink, ByteSource } from '../base/index.ts';

/** Exit status that means: the remote side disconnected and nobody knows how the command ended. */
export const disconnectedExitStatus = 2300218;

/** A command for the machine being built; `command` is shell text, escaped by the caller. */
export interface RemoteCommand {
  readonly command: string;
  readonly stdin?: ByteSource;
  /** Absent: the output is discarded. Closed by the communicator at the end of the stream. */
  readonly stdout?: ByteSink;
  readonly stderr?: ByteSink;
}

/** A command that is running on the machine being built. */
export interface RunningCommand {
  /** Settles after all output was delivered: the exit status, or `disconnectedExitStatus`. */
  readonly exited: Promise<number>;
}

/** What is known about a local file that is uploaded. */
export interface FileInfo {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Unix permission bits and Go's file mode bits (bit 31 = folder). */
  readonly mode: number;
  readonly modified?: Date;
  readonly directory: boolean;
}

/** Every call takes the signal of the step it serves; aborting makes the call reject soon. */
export interface CallOptions {
  readonly signal: AbortSignal;
}

/**
 * Talks to the machine being built. All operations may run at the same time. They reject with an
 * Error whose message is fit for the user (components 3.1).
 */
export interface Communicator {
  /** Resolves once the command is started. There is no remote kill. */
  start(command: RemoteCommand, options: CallOptions): Promise<RunningCommand>;
  upload(
    remotePath: string,
    content: ByteSource,
    options: CallOptions & { readonly info?: FileInfo },
  ): Promise<void>;
  /** Paths are those of the process that owns the communicator. A trailing slash on `source` means its contents. */
  uploadDir(
    destination: string,
    source: string,
    options: CallOptions & { readonly exclude?: readonly string[] },
  ): Promise<void>;
  /** Writes the remote file to the sink and closes it. */
  download(remotePath: string, into: ByteSink, options: CallOptions): Promise<void>;
  downloadDir(
    source: string,
    destination: string,
    options: CallOptions & { readonly exclude?: readonly string[] },
  ): Promise<void>;
}
