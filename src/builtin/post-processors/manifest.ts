import { basename } from 'node:path';
import * as z from 'zod/mini';
import {
  type Artifact,
  type Call,
  type DataMap,
  FileError,
  type Files,
  messageOf,
  postProcessor,
} from '../../sdk/index.ts';
import { withLock } from '../manifest/lock.ts';
import {
  type Manifest,
  type ManifestBuild,
  type ManifestFile,
  manifestText,
  writeManifest,
} from '../manifest/manifest-file.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { flag, text } from '../options.ts';

const schema = z.object({
  output: text(),
  strip_path: flag(),
  strip_time: flag(),
  custom_data: z.optional(z.record(z.string(), z.string())),
});

type ManifestCall = Call<z.infer<typeof schema>>;

async function listFiles(names: readonly string[], call: ManifestCall) {
  if (names.length === 0) return null;
  const listed: ManifestFile[] = [];
  for (const name of names) {
    const size = await call.host.platform.files.status(name).then(
      (status) => status.size,
      () => 0,
    );
    listed.push({ name: call.config.strip_path ? basename(name) : name, size });
  }
  return listed;
}

function customData({ config, interpolation }: ManifestCall, data: DataMap) {
  if (config.custom_data === undefined) return null;
  const entries = Object.entries(config.custom_data);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, interpolation.render(value, data)] as const),
  );
}

async function buildEntry(
  call: ManifestCall,
  input: Artifact,
  data: DataMap,
  run: string,
): Promise<ManifestBuild> {
  const { settings, config, host } = call;
  const seconds = Math.floor(host.platform.clock.now().getTime() / 1000);
  return {
    name: settings.buildName,
    builder_type: settings.builderType,
    ...(config.strip_time ? {} : { build_time: seconds }),
    files: await listFiles(await input.files(), call),
    artifact_id: await input.id(),
    packer_run_uuid: run,
    custom_data: customData(call, data),
  };
}

async function existing(path: string, files: Files): Promise<Manifest> {
  let content: Uint8Array;
  try {
    content = await files.read(path);
  } catch (error) {
    if (error instanceof FileError && error.code === 'ENOENT')
      return { builds: [], last_run_uuid: '' };
    throw new Error(`Unable to open ${path} for reading: ${messageOf(error)}`, { cause: error });
  }
  const manifest = readManifest(content);
  if (!manifest.ok) throw new Error(`Unable to parse content from ${path}: ${manifest.error}`);
  return manifest.value;
}

/** Keeps a JSON file with what every build made (components 2.15). */
export const component = postProcessor({
  schema,
  deprecated: ['filename'],
  process: async (call, input, data) => {
    const { config, settings, host, signal } = call;
    const { files, environment } = host.platform;
    const path = config.output || 'packer-manifest.json';
    const run = environment.variables.PACKER_RUN_UUID ?? '';
    const entry = await buildEntry(call, input, data, run);
    await withLock(`${path}.lock`, host.platform, signal, async () => {
      const before = await existing(path, files);
      const startOver = settings.force && before.last_run_uuid !== run;
      const builds = startOver ? [entry] : [...before.builds, entry];
      await writeManifest(path, manifestText({ builds, last_run_uuid: run }), files);
    });
    return { artifact: input, keepInput: 'always' };
  },
});
