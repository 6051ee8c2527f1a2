import type { ComponentKind, ComponentLookup } from '../components/index.ts';
import {
  type Clock,
  type Environment,
  listenOnce,
  type Randomness,
  timersOf,
} from '../platform/index.ts';
import { formatGoHandshake, loadGoRpc } from '../wire/index.ts';

/** What a Go host asked for on the command line (plugin-protocol 1.1). */
export interface GoStart {
  readonly kind: ComponentKind;
  readonly name: string;
  readonly encoding: 'gob' | 'protobuf';
}

const kinds: readonly ComponentKind[] = ['builder', 'provisioner', 'post-processor', 'datasource'];

/** Reads `start KIND [--protobuf] NAME`; undefined if the words are something else. */
export function goStart(words: readonly string[]): GoStart | undefined {
  const [verb, kind, name, ...more] = words.filter((word) => word !== '--protobuf');
  const known = kinds.find((each) => each === kind);
  if (verb !== 'start' || known === undefined || name === undefined || more.length > 0)
    return undefined;
  return { kind: known, name, encoding: words.includes('--protobuf') ? 'protobuf' : 'gob' };
}

/** What serving needs of the world. */
export interface GoWorld {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Randomness;
  /** Writes the one line that belongs to the protocol to standard output. */
  readonly greet: (line: string) => Promise<void>;
}

/** Serves one component to a Go host (plugin-protocol 1.4, 1.5). Resolves when the host has gone. */
export async function serveGoHost(
  start: GoStart,
  components: ComponentLookup,
  world: GoWorld,
): Promise<void> {
  const listener = await listenOnce(whereToListen(world));
  await world.greet(formatGoHandshake(listener));
  const stream = await listener.connection;
  const protocol = await loadGoRpc({
    encoding: start.encoding,
    timers: timersOf(world.clock),
    serves: start,
  });
  await protocol.serve(stream, components);
}

function whereToListen({ environment, random }: GoWorld) {
  const { os, temporaryFolder, pathSeparator, variables } = environment;
  if (os !== 'windows') {
    const path = `${temporaryFolder}${pathSeparator}packer-plugin${random.uuid().slice(0, 13)}`;
    return { path };
  }
  const port = (name: string) => Number.parseInt(variables[name] ?? '', 10);
  const range = [port('PACKER_PLUGIN_MIN_PORT'), port('PACKER_PLUGIN_MAX_PORT')] as const;
  if (range.some(Number.isNaN)) throw new Error('the host names no ports to listen on');
  return { firstPort: range[0], lastPort: range[1] };
}
