import { describe, expect, it } from 'vitest';
import { type ByteStream, bytePipe, joinedStreams } from '../../src/base/index.ts';
import type { ComponentSchema, Data } from '../../src/components/index.ts';
import { nodeClock, timersOf } from '../../src/platform/index.ts';
import { listOf, map, number, object, string, stringType } from '../../src/values/index.ts';
import { valueFromJsonText, valueToJsonText } from '../../src/wire/cty-json/index.ts';
import { configFromWire, configsOf } from '../../src/wire/gorpc/convert.ts';
import { goRpc } from '../../src/wire/gorpc/index.ts';
import { decode, encode } from '../../src/wire/gorpc/msgpack/index.ts';
import {
  schemaFromGob,
  schemaFromProtobuf,
  schemaToGob,
  schemaToProtobuf,
  valueFromGob,
  valueFromMsgpack,
  valueToGob,
  valueToMsgpack,
} from '../../src/wire/gorpc/spec/index.ts';
import { jsonRpc } from '../../src/wire/jsonrpc/index.ts';
import type { WireProtocol } from '../../src/wire/index.ts';
import { inPieces, mutated, randomBytes } from '../fuzz/mutate.ts';
import { Random } from '../fuzz/random.ts';
import { recordingUi } from '../rig/recording-ui.ts';
import { scriptedCommunicator } from '../rig/scripted-communicator.ts';
import { schema, scriptedArtifact, scriptedComponents } from '../rig/scripted-components.ts';

const value = object([
  ['name', string('grüße')],
  ['count', number(42)],
  ['tags', map(listOf(stringType), [])],
]);
const data = new Map<string, Data>([
  ['list', [1n, -5n, 2.5, null, true, new Uint8Array(300)]],
  ['map', new Map<string, Data>([['text', 'x'.repeat(40)]])],
  ['time', new Date(1)],
]);
const settings = {
  buildName: 'b',
  builderType: 't',
  coreVersion: '1.16.0',
  debug: true,
  force: false,
  onError: 'abort',
} as const;
const configs = configsOf(
  'provisioner',
  { kind: 'decoded', body: value, override: data },
  settings,
);
/** Without what protobuf cannot say. */
const plainSchema: ComponentSchema = {
  kind: 'object',
  fields: new Map([...schema.fields].filter(([name]) => name === 'name' || name === 'labels')),
};
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('decoders', () => {
  it.each<readonly [string, Uint8Array, (bytes: Uint8Array) => unknown]>([
    ['MessagePack', encode(data), (bytes) => decode(bytes)],
    ['schemas in gob', schemaToGob(schema), schemaFromGob],
    ['schemas in protobuf', schemaToProtobuf(plainSchema), schemaFromProtobuf],
    ['values in gob', valueToGob(value), valueFromGob],
    ['values in MessagePack', valueToMsgpack(value), valueFromMsgpack],
    [
      'values in JSON',
      new TextEncoder().encode(valueToJsonText(value)),
      (bytes) => valueFromJsonText(text(bytes), 'x'),
    ],
    [
      'configurations',
      encode(configs),
      (bytes) => configFromWire('provisioner', decode(bytes).value),
    ],
  ])('of %s read or refuse, whatever the bytes', (_, whole, read) => {
    const random = new Random(7);
    let refused = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const bytes =
        round % 10 === 0 ? randomBytes(random.below(200), random) : mutated(whole, random);
      try {
        read(bytes);
      } catch (error) {
        refused += 1;
        expect(error).not.toBeInstanceOf(TypeError);
        // The protobuf reader says so of every end that comes too early; others are our own mistakes.
        if (error instanceof RangeError) expect(error.message).toBe('premature EOF');
        expect(error).toBeInstanceOf(Error);
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

/** What each end of a whole build sent. */
interface Recorded {
  readonly fromHost: Uint8Array;
  readonly fromPlugin: Uint8Array;
}

const lookup = () =>
  scriptedComponents({
    async build(context, hook) {
      await context.ui.say('building');
      await hook('packer_provision', context, scriptedCommunicator().communicator, data);
      return scriptedArtifact('made');
    },
  });

/** Everything a host asks of a builder, to whatever end it comes. */
async function build(protocol: WireProtocol, stream: ByteStream): Promise<void> {
  await using remote = protocol.connect(stream);
  const builder = await remote.open('builder', 'scripted');
  // Protobuf cannot say it all.
  await builder.schema().catch(() => {});
  await builder.prepare({ kind: 'raw', body: data }, settings);
  const context = { ui: recordingUi().ui, signal: new AbortController().signal };
  const artifact = await builder.run(context, async (_, { signal }, communicator) => {
    const into = bytePipe(1 << 20);
    const input = bytePipe(1 << 20);
    await input.sink.write(new Uint8Array(1_000));
    await input.sink.close();
    await communicator?.upload('/up', input.source, { signal });
    await communicator?.download('/up', into.sink, { signal });
    const running = await communicator?.start({ command: 'true' }, { signal });
    await running?.exited;
  });
  await artifact?.id();
}

function noting({ source, sink }: ByteStream, chunks: Uint8Array[]): ByteStream {
  return {
    source,
    sink: {
      write: (chunk) => {
        chunks.push(chunk.slice());
        return sink.write(chunk);
      },
      close: () => sink.close(),
    },
  };
}

async function record(protocol: WireProtocol): Promise<Recorded> {
  const [host, plugin] = joinedStreams();
  const [fromHost, fromPlugin]: Uint8Array[][] = [[], []];
  const served = protocol.serve(noting(plugin, fromPlugin!), lookup());
  await build(protocol, noting(host, fromHost!));
  await served;
  return { fromHost: Buffer.concat(fromHost!), fromPlugin: Buffer.concat(fromPlugin!) };
}

/** A stream whose other end says this and leaves. */
function saying(bytes: Uint8Array, random: Random): ByteStream {
  async function* source() {
    yield* inPieces(bytes, random);
  }
  return { source: source(), sink: { write: async () => {}, close: async () => {} } };
}

const timers = timersOf(nodeClock());
const serves = { kind: 'builder', name: 'scripted' } as const;

describe.each<readonly [string, WireProtocol]>([
  ['the Go wire', goRpc({ encoding: 'protobuf', timers, serves })],
  ['the Go wire in gob mode', goRpc({ encoding: 'gob', timers, serves })],
  ['JSON-RPC', jsonRpc],
])('over %s', (_, protocol) => {
  it('a plugin comes to an end, whatever its host says', async () => {
    const { fromHost } = await record(protocol);
    const random = new Random(11);
    for (let round = 0; round < 150; round += 1) {
      const stream = saying(mutated(fromHost, random), random);
      const ended = await protocol.serve(stream, lookup()).catch((error: unknown) => error);
      expect(ended === undefined || ended instanceof Error).toBe(true);
    }
  });

  it('a host comes to an end, whatever its plugin says', async () => {
    const { fromPlugin } = await record(protocol);
    const random = new Random(13);
    for (let round = 0; round < 150; round += 1) {
      const stream = saying(mutated(fromPlugin, random), random);
      const ended = await build(protocol, stream).catch((error: unknown) => error);
      expect(ended === undefined || ended instanceof Error).toBe(true);
    }
  });
});
