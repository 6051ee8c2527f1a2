import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import * as z from 'zod/mini';
import {
  artifact,
  type Call,
  type DataMap,
  type Files,
  messageOf,
  postProcessor,
  type TemplateValue,
} from '../../sdk/index.ts';
import { text, texts } from '../options.ts';

const schema = z.object({ checksum_types: texts(), output: text() });

type ChecksumCall = Call<z.infer<typeof schema>>;

const known = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
const usualOutput = 'packer_{{.BuildName}}_{{.BuilderType}}_{{.ChecksumType}}.checksum';

async function hashOf(path: string, type: string, files: Files): Promise<string> {
  const hash = createHash(type);
  try {
    for await (const chunk of files.readStream(path)) hash.update(chunk);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Error(`unable to compute ${type} hash for ${path}: ${reason}`, { cause });
  }
  return hash.digest('hex');
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Error(`unable to ${what}: ${messageOf(cause)}`, { cause });
  }
}

async function appendLine(path: string, line: string, files: Files): Promise<void> {
  await attempt('create dir', () => files.makeFolder(dirname(path), 0o755));
  const sink = await attempt(`create file ${path}`, () =>
    files.writeStream(path, { mode: 0o644, flag: 'a' }),
  );
  try {
    await sink.write(new TextEncoder().encode(line));
  } finally {
    await sink.close();
  }
}

function outputPath(call: ChecksumCall, type: string, data: DataMap): string {
  const { config, settings, interpolation } = call;
  const values = new Map<string, TemplateValue>([
    ...data,
    ['BuildName', settings.buildName],
    ['BuilderType', settings.builderType],
    ['ChecksumType', type],
  ]);
  return interpolation.render(config.output || usualOutput, values);
}

/** Writes checksums of the artifact's files beside them (components 2.13). */
export const component = postProcessor({
  schema,
  renderLater: ['output'],
  check: ({ config }) => ({
    errors: config.checksum_types
      .filter((type) => !known.includes(type))
      .map((type) => `Unrecognized checksum type: ${type}`),
  }),
  process: async (call, input, data) => {
    const { config, host } = call;
    const { files } = host.platform;
    const inputs = await input.files();
    const types = config.checksum_types.length === 0 ? ['md5'] : config.checksum_types;
    const made: string[] = [...inputs];
    for (const type of types)
      for (const file of inputs) {
        const path = outputPath(call, type, data);
        if (!(await files.exists(path))) made.push(path);
        const hash = await hashOf(file, type, files);
        await appendLine(path, `${hash}\t${basename(file)}\n`, files);
      }
    const result = artifact({
      builderId: 'packer.post-processor.checksum',
      id: '',
      files: made,
      text: `Created artifact from files: ${made.join(', ')}`,
      destroy: async () => {
        for (const path of made) await files.remove(path);
      },
    });
    return { artifact: result, keepInput: 'always' };
  },
});
