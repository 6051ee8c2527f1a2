import type { ByteStream } from '../base/index.ts';
import { deferred } from '../base/index.ts';
import type { ComponentKind, ComponentKinds } from '../components/index.ts';
import {
  checkHandshake,
  cookie,
  loadJsonRpc,
  ProtocolError,
  type RemoteComponents,
  startArguments,
} from '../wire/index.ts';
import { Child, type ChildWorld } from './child.ts';
import { type PluginConnection, type PluginExit, PluginFailure } from './connection.ts';
import { within } from './deadlines.ts';
import { endingOf } from './ending.ts';
import { greet } from './greeting.ts';
import { type Guard, guarded } from './guarded-components.ts';

/** One process that serves all components of one kind. */
class JsonRpcProcess {
  readonly child: Child;
  readonly #world: ChildWorld;
  readonly #components: RemoteComponents;
  /** Why we killed the process; otherwise it ended by itself. */
  #verdict: PluginFailure | undefined;
  #stopping = false;

  private constructor(child: Child, world: ChildWorld, connect: Connect) {
    this.child = child;
    this.#world = world;
    const source = connect.rest;
    this.#components = connect.protocol.connect(this.#stream(source), {
      ended: (error) => this.#ended(error),
    });
  }

  /** `started` hears of the process before it greets. */
  static async start(
    { executable, kind }: { readonly executable: string; readonly kind: ComponentKind },
    world: ChildWorld,
    started: (child: Child) => void,
  ) {
    const variables = { [cookie.name]: cookie.value };
    const [protocol, child] = await Promise.all([
      loadJsonRpc(),
      Child.start({ executable, args: startArguments(kind), variables }, world),
    ]);
    started(child);
    try {
      const { rest } = await greet(child, world, checkHandshake);
      return new JsonRpcProcess(child, world, { protocol, rest });
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  async open<K extends ComponentKind>(kind: K, name: string): Promise<ComponentKinds[K]> {
    const { deadlines } = this.#world;
    const guard: Guard = {
      within: (milliseconds, what, work) => this.#within(milliseconds, what, work),
      watch: (signal, work) => this.#watch(signal, work),
    };
    const opening = this.#components.open(kind, name);
    const component = await this.#within(deadlines.answer, `the call for ${kind} ${name}`, opening);
    return guarded(kind, component, deadlines, guard);
  }

  ping(): Promise<void> {
    return this.#components.ping();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#components[Symbol.asyncDispose]();
    await this.child.stop();
  }

  /** The plugin is of no use any more: kill it, and tell every caller why. */
  #condemn(verdict: PluginFailure): PluginFailure {
    this.#verdict ??= verdict;
    this.child.kill();
    return this.#verdict;
  }

  /** What ended the connection, in words that name the plugin. */
  #ended(error: unknown): unknown {
    if (this.#verdict !== undefined) return this.#verdict;
    if (!(error instanceof ProtocolError)) return error;
    return this.#condemn(
      new PluginFailure('plugin-misbehaved', this.child.name, {
        sentence: `broke the protocol: ${error.message}`,
        cause: error,
      }),
    );
  }

  /** The stream whose end says how the process ended. */
  #stream(rest: AsyncIterable<Uint8Array>): ByteStream {
    const { stdin } = this.child;
    return {
      source: this.#untilExit(rest),
      sink: {
        write: (chunk) =>
          stdin.write(chunk).catch(async () => {
            throw await this.#exitFailure();
          }),
        close: () => stdin.close(),
      },
    };
  }

  async *#untilExit(rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield* rest;
    if (!this.#stopping) throw await this.#exitFailure();
  }

  /** Standard output or input is closed: the process has ended, or will be ended. */
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
    throw this.#condemn(new PluginFailure('plugin-silent', this.child.name, { sentence }));
  }

  /** Once a call is cancelled, a plugin that does not even answer a ping is not waited for. */
  async #watch<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
    const { clock, deadlines } = this.#world;
    const over = new AbortController();
    const done = work.finally(() => over.abort());
    done.catch(() => {});
    const check = async () => {
      while (!over.signal.aborted) {
        await this.#within(deadlines.ping, 'a ping after the call was cancelled', this.ping());
        await clock.sleep(deadlines.ping, over.signal);
      }
    };
    // What goes wrong here reaches the caller through the work itself.
    const start = () => void check().catch(() => {});
    if (signal.aborted) start();
    else signal.addEventListener('abort', start, { once: true, signal: over.signal });
    return done;
  }
}

interface Connect {
  readonly protocol: Awaited<ReturnType<typeof loadJsonRpc>>;
  /** Standard output after the handshake. */
  readonly rest: AsyncIterable<Uint8Array>;
}

/**
 * A plugin that speaks our own protocol: one process for each kind of component that is used, so
 * that a process list says what each is for and a post-processor outlives a builder that crashed.
 */
export class JsonRpcConnection implements PluginConnection {
  readonly exited: Promise<PluginExit>;
  readonly #executable: string;
  readonly #world: ChildWorld;
  readonly #started: (child: Child) => void;
  readonly #processes = new Map<ComponentKind, Promise<JsonRpcProcess>>();
  /** Processes that have not greeted yet: nobody waits for them in the end. */
  readonly #strangers = new Set<Child>();
  readonly #exited = deferred<PluginExit>();

  /** `started` hears of every process, so that the host can kill what is left when it ends itself. */
  constructor(executable: string, world: ChildWorld, started: (child: Child) => void) {
    this.#executable = executable;
    this.#world = world;
    this.#started = started;
    this.exited = this.#exited.promise;
  }

  async open<K extends ComponentKind>(kind: K, name: string): Promise<ComponentKinds[K]> {
    const starting = this.#processes.get(kind) ?? this.#start(kind);
    this.#processes.set(kind, starting);
    return (await starting).open(kind, name);
  }

  async ping(): Promise<void> {
    const processes = await Promise.all(this.#processes.values());
    await Promise.all(processes.map((each) => each.ping()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#strangers) child.kill();
    const processes = await Promise.allSettled(this.#processes.values());
    await Promise.all(
      processes.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)),
    );
  }

  async #start(kind: ComponentKind): Promise<JsonRpcProcess> {
    const start = { executable: this.#executable, kind };
    const process = await JsonRpcProcess.start(start, this.#world, (child) => {
      this.#strangers.add(child);
      this.#started(child);
      void child.exited.then((exit) => this.#exited.resolve(exit));
    });
    this.#strangers.delete(process.child);
    return process;
  }
}
