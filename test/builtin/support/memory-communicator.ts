import type { ByteSink, ByteSource } from '../../../src/base/index.ts';
import type { Communicator, FileInfo } from '../../../src/components/index.ts';

/** What a remote command does: output and exit status, or an Error for one that cannot start. */
export interface Answer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  readonly fails?: string;
}

/** A machine that lives in memory and writes down what is done to it. */
export interface MemoryMachine extends Communicator {
  readonly log: string[];
  readonly files: Map<string, string>;
}

async function textOf(source: ByteSource): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function deliver(sink: ByteSink | undefined, text = ''): Promise<void> {
  // Two bytes at a time, so that nothing relies on whole lines.
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 2) await sink?.write(bytes.slice(at, at + 2));
  await sink?.close();
}

const described = ({ name, size, mode, directory }: FileInfo): string =>
  ` [${name} ${size} ${mode.toString(8)}${directory ? ' folder' : ''}]`;

/** Makes a machine; `answer` decides about every command, `uploads` about the n-th upload. */
export function memoryMachine(
  answer: (command: string, count: number) => Answer = () => ({}),
  uploads: (count: number) => string | undefined = () => undefined,
): MemoryMachine {
  const log: string[] = [];
  const files = new Map<string, string>();
  let commands = 0;
  let uploaded = 0;
  return {
    log,
    files,
    start: async ({ command, stdout, stderr }) => {
      log.push(`run ${command}`);
      const { fails, stdout: out, stderr: err, status = 0 } = answer(command, commands++);
      if (fails !== undefined) throw new Error(fails);
      const output = Promise.all([deliver(stdout, out), deliver(stderr, err)]);
      return { exited: output.then(() => status) };
    },
    upload: async (path, content, { info }) => {
      const text = await textOf(content);
      log.push(`upload ${path}${info === undefined ? '' : described(info)}`);
      const failure = uploads(uploaded++);
      if (failure !== undefined) throw new Error(failure);
      files.set(path, text);
    },
    uploadDir: async (destination, source) => void log.push(`upload-dir ${source} ${destination}`),
    download: async (path, into) => {
      log.push(`download ${path}`);
      const text = files.get(path);
      if (text === undefined) throw new Error(`scp: ${path}: No such file or directory`);
      await deliver(into, text);
    },
    downloadDir: async (source, destination) =>
      void log.push(`download-dir ${source} ${destination}`),
  };
}
