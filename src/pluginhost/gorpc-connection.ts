import { type ByteSource, type ByteStream, deferred, messageOf } from '../base/index.ts';
import type { ComponentKind, ComponentKinds } from '../components/index.ts';
import { type ByteConnection, connectTo, timersOf } from '../platform/index.ts';
import {
  type GoAddress,
  goStartArguments,
  goVariables,
  loadGoRpc,
  type PluginDescription,
  parseGoHandshake,
  type RemoteComponents,
} from '../wire/index.ts';
import { Child, type ChildWorld } from './child.ts';
import { type PluginConnection, type PluginExit, PluginFailure } from './connection.ts';
import { within } from './deadlines.ts';
import { endingOf } from './ending.ts';
import { greet } from './greeting.ts';
import { type Guard, guarded } from './guarded-components.ts';

/** What is needed to start the process of one component. */
interface GoStart {
  readonly executable: string;
  readonly kind: ComponentKind;
  readonly name: string;
  readonly encoding: 'gob' | 'protobuf';
}

/** How long a plugin that was told goodbye may take to leave before it is killed, in milliseconds. */
const leaving = 1_000;

/** One process that serves one component (plugin-protocol 0.4). */
class GoProcess {
  readonly child: Child;
  readonly #world: ChildWorld;
  readonly #socket: ByteConnection;
  #components: RemoteComponents | undefined;
  #verdict: PluginFailure | undefined;
  #stopping = false;

  private constructor(child: Child, world: ChildWorld, socket: ByteConnection) {
    this.child = child;
    this.#world = world;
    this.#socket = socket;
  }

  static async start(start: GoStart, world: ChildWorld, started: (child: Child) => void) {
    const child = await Child.start(
      {
        executable: start.executable,
        args: goStartArguments(start.kind, start.name, start.encoding),
        variables: goVariables,
      },
      world,
    );
    started(child);
    try {
      const { greeting, rest } = await greet(child, world, parseGoHandshake);
      void drain(rest);
      const process = new GoProcess(child, world, await reach(greeting, child));
      process.#components = (
        await loadGoRpc({ encoding: start.encoding, timers: timersOf(world.clock) })
      ).connect(process.#stream());
      return process;
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  async open<K extends ComponentKind>(kind: K, name: string): Promise<ComponentKinds[K]> {
    const { deadlines } = this.#world;
    const guard: Guard = {
      within: (milliseconds, what, work) => this.#within(milliseconds, what, work),
      // A cancelled Go plugin cleans up for as long as it takes; the keep-alive says whether it lives.
      watch: (_, work) => work,
    };
    if (!this.#components) throw new Error('the process was not connected');
    const opening = this.#components.open(kind, name);
    const component = await this.#within(deadlines.answer, `the call for ${kind} ${name}`, opening);
    return guarded(kind, component, deadlines, guard);
  }

  async ping(): Promise<void> {
    await this.#components?.ping();
  }

  /** Says goodbye by closing the stream, waits a little, kills. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const { clock } = this.#world;
    await within(clock, leaving, Promise.resolve(this.#components?.[Symbol.asyncDispose]()));
    if ((await within(clock, leaving, this.child.exited)) === undefined) this.child.kill();
    this.#socket.destroy();
    await this.child.exited;
  }

  #stream(): ByteStream {
    const { sink } = this.#socket;
    return {
      source: this.#untilExit(),
      sink: {
        // Whoever meets the dead socket first hears how the process ended.
        write: (chunk) =>
          sink.write(chunk).catch(async (error: unknown) => {
            throw this.#stopping ? error : await this.#exitFailure();
          }),
        close: () => sink.close(),
      },
    };
  }

  /** What the process sends. A broken socket and a closed one have the same cause: it is going. */
  #untilExit(): ByteSource {
    const chunks = this.#socket.source[Symbol.asyncIterator]();
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      const result = await chunks.next().catch(() => undefined);
      if (result?.done === false) return result;
      if (!this.#stopping) throw await this.#exitFailure();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  async #exitFailure(): Promise<PluginFailure> {
    const { exit, words } = await endingOf(this.child, this.#world);
    const sentence = `${words} while it was needed`;
    this.#verdict ??= new PluginFailure('plugin-exited', this.child.name, { sentence, exit });
    return this.#verdict;
  }

  async #within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
    const result = await within(this.#world.clock, milliseconds, work);
    if (result !== undefined) return result.value;
    const sentence = `did not answer ${what} within ${milliseconds / 1_000} s`;
    this.#verdict ??= new PluginFailure('plugin-silent', this.child.name, { sentence });
    this.child.kill();
    throw this.#verdict;
  }
}

/** Everything after the greeting is thrown away, or the pipe would fill and stop the plugin. */
async function drain(output: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of output);
  } catch {
    // The process has ended.
  }
}

async function reach({ network, address }: GoAddress, child: Child): Promise<ByteConnection> {
  const colon = address.lastIndexOf(':');
  try {
    return await connectTo(
      network === 'unix'
        ? { path: address }
        : { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) },
    );
  } catch (cause) {
    const why = messageOf(cause);
    const sentence = `cannot be reached at ${address}: ${why}`;
    throw new PluginFailure('plugin-misbehaved', child.name, { sentence, cause });
  }
}

/** A Go plugin: one process for each component that is opened, started when it is. */
export class GoRpcConnection implements PluginConnection {
  readonly exited: Promise<PluginExit>;
  readonly #executable: string;
  readonly #encoding: 'gob' | 'protobuf';
  readonly #world: ChildWorld;
  readonly #started: (child: Child) => void;
  readonly #processes = new Set<Promise<GoProcess>>();
  /** Processes that have not greeted yet: nobody waits for them in the end. */
  readonly #strangers = new Set<Child>();
  readonly #exited = deferred<PluginExit>();

  /** `started` hears of every process, so that the host can kill what is left when it ends itself. */
  constructor(
    [executable, description]: readonly [string, PluginDescription],
    world: ChildWorld,
    started: (child: Child) => void,
  ) {
    const { PACKER_FORCE_GOB: forced = '' } = world.environment.variables;
    const gobOnly = description.protocolVersion !== 'v2' || (forced !== '' && forced !== '0');
    this.#executable = executable;
    this.#encoding = gobOnly ? 'gob' : 'protobuf';
    this.#world = world;
    this.#started = started;
    this.exited = this.#exited.promise;
  }

  async open<K extends ComponentKind>(
    kind: K,
    name: string,
    use?: 'schema-known',
  ): Promise<ComponentKinds[K]> {
    const component = await this.#open(kind, name, this.#encoding);
    // Of a data source, the specification of its output is asked for too.
    const knowsAll = use === 'schema-known' && kind !== 'datasource';
    if (this.#encoding === 'gob' || knowsAll) return component;
    return this.#withGobFallback(kind, name, component);
  }

  async ping(): Promise<void> {
    const processes = await Promise.all(this.#processes);
    await Promise.all(processes.map((each) => each.ping()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#strangers) child.kill();
    const processes = await Promise.allSettled(this.#processes);
    await Promise.all(
      processes.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)),
    );
  }

  async #open<K extends ComponentKind>(
    kind: K,
    name: string,
    encoding: 'gob' | 'protobuf',
  ): Promise<ComponentKinds[K]> {
    const start = { executable: this.#executable, kind, name, encoding };
    const starting = GoProcess.start(start, this.#world, (child) => {
      this.#strangers.add(child);
      this.#started(child);
      void child.exited.then((exit) => this.#exited.resolve(exit));
    });
    void starting.then(({ child }) => this.#strangers.delete(child)).catch(() => {});
    this.#processes.add(starting);
    try {
      return await (await starting).open(kind, name);
    } catch (error) {
      this.#processes.delete(starting);
      throw error;
    }
  }

  /**
   * Protobuf cannot express every specification: a component that says so is started again in gob
   * mode (plugin-protocol 1.8). Asking for the schema is how one learns of it, so it is asked here.
   */
  async #withGobFallback<K extends ComponentKind>(
    kind: K,
    name: string,
    component: ComponentKinds[K],
  ): Promise<ComponentKinds[K]> {
    try {
      await component.schema();
      return component;
    } catch (error) {
      const unsupported = error instanceof Error && /unsupported|unknown type/i.test(error.message);
      if (!unsupported) throw error;
      return this.#open(kind, name, 'gob');
    }
  }
}
