import type { ByteSource } from '../../src/base/index.ts';
import type { Communicator } from '../../src/components/index.ts';

export async function readAll(source: ByteSource): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of source) text += decoder.decode(chunk, { stream: true });
  return text;
}

export async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

/**
 * A machine made of a map of files. Commands: `cat` copies stdin to stdout, `fail N` exits with N and
 * says so on stderr, `count N` writes N bytes, `refuse` cannot be started, `hang` waits for its abort.
 */
export function scriptedCommunicator(): {
  readonly communicator: Communicator;
  readonly files: Map<string, string>;
  readonly log: string[];
} {
  const files = new Map<string, string>();
  const log: string[] = [];
  const encoder = new TextEncoder();
  const communicator: Communicator = {
    async start({ command, stdin, stdout, stderr }, { signal }) {
      log.push(`start ${command}`);
      const [verb, argument = ''] = command.split(' ');
      const finish = async (status: number) => {
        await stdout?.close();
        await stderr?.close();
        return status;
      };
      const run = async (): Promise<number> => {
        if (verb === 'cat')
          for await (const chunk of stdin ?? bytesOf()) await stdout?.write(chunk);
        if (verb === 'fail') await stderr?.write(encoder.encode(`failing with ${argument}\n`));
        if (verb === 'count')
          for (let left = Number(argument); left > 0; left -= 65_536)
            await stdout?.write(new Uint8Array(Math.min(left, 65_536)));
        if (verb === 'hang')
          await new Promise((_resolve, reject) => {
            log.push('hanging');
            signal.addEventListener('abort', () => {
              log.push('abort seen');
              reject(signal.reason);
            });
          });
        return finish(verb === 'fail' ? Number(argument) : 0);
      };
      if (verb === 'refuse') throw new Error('command refused');
      return { exited: run() };
    },
    async upload(path, content, { info }) {
      if (path === '/full') {
        for await (const _chunk of content) throw new Error('no space left on device');
      }
      const text = await readAll(content);
      files.set(path, text);
      const about = info === undefined ? '' : ` ${JSON.stringify(info)}`;
      log.push(`upload ${path} ${text.length}${about}`);
    },
    async uploadDir(destination, source, { exclude = [] }) {
      log.push(`uploadDir ${source} to ${destination} without ${exclude.join(',')}`);
    },
    async download(path, into) {
      const text = files.get(path);
      if (text === undefined) throw new Error(`${path}: no such file`);
      await into.write(encoder.encode(text));
      await into.close();
    },
    async downloadDir(source, destination, { exclude = [] }) {
      log.push(`downloadDir ${source} to ${destination} without ${exclude.join(',')}`);
    },
  };
  return { communicator, files, log };
}
