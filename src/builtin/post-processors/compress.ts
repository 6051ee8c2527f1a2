import { dirname } from 'node:path';
import * as z from 'zod/mini';
import {
  artifact,
  type ByteSink,
  type ByteSource,
  type Call,
  type Files,
  messageOf,
  postProcessor,
  throwIfCancelled,
} from '../../sdk/index.ts';
import { compressorOf } from '../compress/algorithms.ts';
import { detectFormat, type Format } from '../compress/format.ts';
import { tar } from '../compress/tar.ts';
import { zip } from '../compress/zip.ts';
import { text, whole } from '../options.ts';

const schema = z.object({
  output: text(),
  format: text(),
  compression_level: whole(),
  // Accepted as ever; the name of the output decides.
  archive: text(),
  algorithm: text(),
});

type CompressCall = Call<z.infer<typeof schema>>;

const usualOutput = 'packer_{{.BuildName}}_{{.BuilderType}}';

function announcement({ algorithm }: Format, target: string, processors: number): string {
  if (algorithm === 'bzip2' || algorithm === 'xz')
    return `Using ${algorithm} compression with 1 core for ${target} (library does not support MT)`;
  return `Using ${algorithm} compression with ${processors} cores for ${target}`;
}

/** The bytes before compression, and what is said about them. */
function contentOf(
  inputs: readonly string[],
  { archive, algorithm }: Format,
  target: string,
  { host }: CompressCall,
): { readonly said: string; readonly bytes: ByteSource } {
  const { files } = host.platform;
  if (archive === 'tar')
    return {
      said: `Tarring ${target} with ${algorithm || 'no compression'}`,
      bytes: tar(inputs, files),
    };
  if (archive === 'zip') return { said: `Zipping ${target}`, bytes: zip(inputs, files) };
  const [only] = inputs;
  if (only === undefined || inputs.length > 1)
    throw new Error(
      `Can only have 1 input file when not using tar/zip. Found ${inputs.length} files: [${inputs.join(' ')}]`,
    );
  return { said: `Archiving ${only} with ${algorithm}`, bytes: files.readStream(only) };
}

async function createArchive(target: string, files: Files): Promise<ByteSink> {
  const refuse = (what: string) => (cause: unknown) => {
    throw new Error(`Unable to create ${what} ${target}: ${messageOf(cause)}`, { cause });
  };
  if (dirname(target) !== '.')
    await files.makeFolder(dirname(target), 0o755).catch(refuse('dir for archive'));
  return files.writeStream(target, { mode: 0o666 }).catch(refuse('archive'));
}

async function pack(
  inputs: readonly string[],
  format: Format,
  target: string,
  call: CompressCall,
): Promise<void> {
  const { config, host, ui, signal } = call;
  const { files, environment } = host.platform;
  const level = Math.min(config.compression_level, 9);
  const sink = await createArchive(target, files);
  try {
    if (format.algorithm !== '') await ui.say(announcement(format, target, environment.processors));
    const compress = await compressorOf(format.algorithm, level);
    const { said, bytes } = contentOf(inputs, format, target, call);
    await ui.say(said);
    for await (const chunk of compress(bytes)) {
      throwIfCancelled(signal);
      await sink.write(chunk);
    }
  } finally {
    await sink.close();
  }
  await ui.say(`Archive ${target} completed`);
}

/** Packs the files of an artifact into one (components 2.14). */
export const component = postProcessor({
  schema,
  renderLater: ['output'],
  process: async (call, input, data) => {
    const { config, settings, interpolation, host } = call;
    const template = config.output || usualOutput;
    const names = new Map([
      ...data,
      ['BuildName', settings.buildName] as const,
      ['BuilderType', settings.builderType] as const,
    ]);
    const target = interpolation.render(template, names);
    await pack(await input.files(), detectFormat(template, config.format), target, call);
    const made = artifact({
      builderId: 'packer.post-processor.compress',
      id: '',
      files: [target],
      text: `compressed artifacts in: ${target}`,
      destroy: () => host.platform.files.remove(target),
    });
    return { artifact: made, keepInput: 'discard' };
  },
});
