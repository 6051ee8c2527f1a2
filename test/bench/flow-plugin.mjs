// A plugin made with our SDK that moves bytes and makes calls as fast as it can, and tells how long it took and by how much its
// memory grew. The twin of test/go-plugin/flow.go.
import { artifact, builder, postProcessor, provisioner, servePlugin, z } from '../../dist/sdk.js';

const piece = 64 * 1024;

async function* zeros(total) {
  const bytes = new Uint8Array(piece);
  for (let sent = 0; sent < total; sent += piece)
    yield total - sent < piece ? bytes.subarray(0, total - sent) : bytes;
}

function expected(got, want) {
  if (got !== Number(want)) throw new Error(`got ${got} bytes instead of ${want}`);
}

async function drained(content) {
  let got = 0;
  for await (const chunk of content) got += chunk.length;
  return got;
}

/** Swallows uploads; zeros can be downloaded: the name of a file is its size. */
const communicator = {
  start: () => Promise.reject(new Error('a flow machine runs nothing')),
  upload: async (name, content) => expected(await drained(content), name),
  async download(name, into) {
    for await (const chunk of zeros(Number(name))) await into.write(chunk);
    await into.close();
  },
  uploadDir: () => Promise.reject(new Error('a flow machine has no folders')),
  downloadDir: () => Promise.reject(new Error('a flow machine has no folders')),
};

async function measured(ui, what, units, work) {
  if (!units) return;
  const before = process.memoryUsage.rss();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const grown = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20;
  await ui.say(`flow ${what} ${units} ${seconds.toFixed(6)} grew ${grown.toFixed(0)}`);
}

const schema = z.object({
  up: z.number().optional(),
  down: z.number().optional(),
  calls: z.number().optional(),
});

servePlugin({
  version: '1.0.0',
  builders: {
    flow: builder({
      schema: z.object({}),
      async run(context, hook) {
        await hook('packer_provision', context, communicator, new Map());
        return artifact({ builderId: 'flow', id: 'flow', text: 'nothing' });
      },
    }),
  },
  provisioners: {
    flow: provisioner({
      schema,
      async provision({ config, ui, signal }, machine) {
        const { up, down } = config;
        await measured(ui, 'up', up, () => machine.upload(String(up), zeros(up), { signal }));
        await measured(ui, 'down', down, async () => {
          let got = 0;
          const into = {
            write: async (chunk) => {
              got += chunk.length;
            },
            close: async () => {},
          };
          await machine.download(String(down), into, { signal });
          expected(got, down);
        });
      },
    }),
  },
  postProcessors: {
    flow: postProcessor({
      schema,
      async process({ config, ui }, input) {
        await measured(ui, 'calls', config.calls, async () => {
          for (let call = 0; call < config.calls; call += 1) await input.id();
        });
        return { artifact: input, keepInput: 'unless-told-otherwise' };
      },
    }),
  },
});
