import { basename, dirname } from 'node:path';
import * as z from 'zod/mini';
import { artifact, builder, type Call, type World } from '../../sdk/index.ts';
import { pretendCommunicator } from '../file/pretend-communicator.ts';
import { text } from '../options.ts';

const schema = z.object({ source: text(), target: text(), content: text() });

type FileCall = Call<z.infer<typeof schema>>;

/** Copies a file in chunks. Rejects before anything is made of it if it cannot be read. */
async function copy({ config, host, ui }: FileCall): Promise<void> {
  const { source, target } = config;
  const { files } = host.platform;
  const chunks = files.readStream(source)[Symbol.asyncIterator]();
  try {
    let next = await chunks.next();
    await ui.say(`Copying ${source} to ${target}`);
    const sink = await files.writeStream(target, { mode: 0o666 });
    let bytes = 0;
    try {
      for (; next.done !== true; next = await chunks.next()) {
        await sink.write(next.value);
        bytes += next.value.length;
      }
    } finally {
      await sink.close();
    }
    await ui.say(`Copied ${bytes} bytes`);
  } finally {
    await chunks.return?.();
  }
}

async function writeContent(content: string, target: string, { files }: World): Promise<void> {
  const sink = await files.writeStream(target, { mode: 0o600 });
  try {
    await sink.write(new TextEncoder().encode(content));
  } finally {
    await sink.close();
  }
}

async function makeTarget(call: FileCall): Promise<void> {
  const world = call.host.platform;
  const { source, target, content } = call.config;
  const folder = dirname(target);
  if (folder !== '.') await world.files.makeFolder(folder, 0o755);
  if (source === '') await writeContent(content, target, world);
  else await copy(call);
}

function storedFile({ config, host }: FileCall) {
  const { source, target } = config;
  const metadata = new Map<string, string | ReadonlyMap<string, string>>([
    ['ImageID', basename(target)],
    ['ProviderName', 'file'],
    ['ProviderRegion', dirname(target)],
    ['SourceImageID', source || '<no-defined-source-file>'],
    ['Labels', new Map()],
  ]);
  return artifact({
    builderId: 'packer.file',
    id: 'File',
    files: [target],
    text: `Stored file: ${target}`,
    state: new Map([['par.artifact.metadata', metadata]]),
    destroy: () => host.platform.files.remove(target),
  });
}

/** Makes a file: a copy of another one, or of the text in the template (components 2.2). */
export const component = builder({
  schema,
  withoutRenamedOptions: true,
  check: ({ config: { source, target, content } }) => ({
    errors: [
      ...(target === '' ? ['target required'] : []),
      ...(source !== '' && content !== '' ? ['Cannot specify source file AND content'] : []),
    ],
    warnings:
      source === '' && content === ''
        ? ['Both source file and contents are blank; target will have no content']
        : [],
  }),
  run: async (call, hook) => {
    await makeTarget(call);
    const { ui, signal } = call;
    await hook('packer_provision', { ui, signal }, pretendCommunicator(), new Map());
    return storedFile(call);
  },
});
