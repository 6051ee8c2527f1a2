import { Console } from 'node:console';
import { basename } from 'node:path';
import { type ByteSink, messageOf } from '../base/index.ts';
import type { ComponentKind, ComponentKinds, ComponentLookup } from '../components/index.ts';
import {
  type Log,
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeRandom,
  sinkOf,
} from '../platform/index.ts';
import {
  cookie,
  describeVerb,
  formatDescription,
  goCookie,
  handshakeLine,
  isStart,
  loadJsonRpc,
  type PluginDescription,
  startedByHand,
} from '../wire/index.ts';
import { type ComponentHost, componentHost } from './component-host.ts';
import type { ComponentFactory } from './configured.ts';
import { type GoStart, goStart, serveGoHost } from './serve-go-host.ts';

/** A component, or how to load it when somebody asks for it: then `describe` stays fast. */
export type Served<K extends ComponentKind> =
  | ComponentFactory<ComponentKinds[K]>
  | (() => Promise<ComponentFactory<ComponentKinds[K]>>);

/**
 * What a plugin offers. Components are keyed by their names: `hello` of `packer-plugin-demo` is
 * written `demo-hello` in templates, and `defaultComponentName` just `demo`.
 */
export interface PluginDefinition {
  /** Semantic, without leading `v`. */
  readonly version: string;
  readonly builders?: Readonly<Record<string, Served<'builder'>>>;
  readonly provisioners?: Readonly<Record<string, Served<'provisioner'>>>;
  readonly postProcessors?: Readonly<Record<string, Served<'post-processor'>>>;
  readonly datasources?: Readonly<Record<string, Served<'datasource'>>>;
}

type Tables = { readonly [K in ComponentKind]: Readonly<Record<string, Served<K>>> };

function tablesOf(definition: PluginDefinition): Tables {
  return {
    builder: definition.builders ?? {},
    provisioner: definition.provisioners ?? {},
    'post-processor': definition.postProcessors ?? {},
    datasource: definition.datasources ?? {},
  };
}

/** The components of a plugin, in this process. Tests use it; `servePlugin` serves it. */
export function pluginComponents(
  definition: PluginDefinition,
  host: ComponentHost,
): ComponentLookup {
  const tables = tablesOf(definition);
  return {
    find: async (kind, name) => {
      const table = tables[kind];
      const served = Object.hasOwn(table, name) ? table[name] : undefined;
      const factory = typeof served === 'function' ? await served() : served;
      return factory?.create(host);
    },
    has: async (kind, name) => Object.hasOwn(tables[kind], name),
    names: async (kind) => Object.keys(tables[kind]),
  };
}

function description(definition: PluginDefinition): PluginDescription {
  const tables = tablesOf(definition);
  return {
    version: definition.version,
    sdkVersion: '0.1.0',
    apiVersion: 'x5.0',
    protocolVersion: 'v2',
    wire: 'jsonrpc',
    components: {
      builder: Object.keys(tables.builder),
      provisioner: Object.keys(tables.provisioner),
      'post-processor': Object.keys(tables['post-processor']),
      datasource: Object.keys(tables.datasource),
    },
  };
}

/** The host copies standard error into its own log. */
const errorLog: Log = {
  enabled: true,
  write: (level, message) => void process.stderr.write(`[${level.toUpperCase()}] ${message}\n`),
};

/** Takes standard output for the protocol; whatever else is printed goes to standard error. */
function protocolOutput(): ByteSink {
  const { stdout, stderr } = process;
  const sink = sinkOf(stdout);
  stdout.write = stderr.write.bind(stderr);
  globalThis.console = new Console(stderr);
  return { write: (chunk) => sink.write(chunk), close: () => Promise.resolve() };
}

/** The world a plugin's components live in. */
function pluginWorld() {
  return {
    files: nodeFiles(),
    environment: nodeEnvironment(),
    clock: nodeClock(),
    random: nodeRandom(),
    log: errorLog,
  };
}

/** A Go host started us: one component, over a socket. It turns signals into calls, we ignore them. */
async function serveGo(definition: PluginDefinition, start: GoStart): Promise<void> {
  const sink = protocolOutput();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
  const world = pluginWorld();
  const components = pluginComponents(definition, componentHost(world));
  const greet = (line: string) => sink.write(new TextEncoder().encode(`${line}\n`));
  await serveGoHost(start, components, { ...world, greet });
}

async function serve(definition: PluginDefinition): Promise<void> {
  const sink = protocolOutput();
  await sink.write(new TextEncoder().encode(`${handshakeLine}\n`));
  const host = componentHost(pluginWorld());
  // Being told to stop is the same as the host going away: cancel, clean up, end.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void process.stdin.destroy());
  const protocol = await loadJsonRpc();
  const stream = { source: untilGone(process.stdin), sink };
  await protocol.serve(stream, pluginComponents(definition, host));
}

/** How long components may clean up after the host is gone; then the process ends all the same. */
const lastMoments = 120_000;

/** Standard input to its end; destroying it is an end too. */
async function* untilGone(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* input;
  } catch {
    // Destroyed.
  }
  setTimeout(() => process.exit(1), lastMoments).unref();
}

/**
 * The main function of a plugin: answers `describe`, serves a host that started it, and tells
 * anybody else what it is. Returns once everything is set up; the process ends with its host.
 */
export function servePlugin(definition: PluginDefinition): void {
  const args = process.argv.slice(2);
  const name = basename(process.argv[1] ?? 'this');
  const end = (code: number) => process.exit(code);
  if (args.length === 1 && args[0] === describeVerb) {
    process.stdout.write(`${formatDescription(description(definition))}\n`);
    return;
  }
  const forGo = process.env[goCookie.name] === goCookie.value ? goStart(args) : undefined;
  const forUs = isStart(args) && process.env[cookie.name] === cookie.value;
  if (!forUs && forGo === undefined) {
    process.stderr.write(`${startedByHand(name)}\n`, () => end(1));
    return;
  }
  const serving = forUs || forGo === undefined ? serve(definition) : serveGo(definition, forGo);
  serving.then(
    // What was written last leaves first.
    () => setImmediate(end, 0),
    (error: unknown) => {
      const why = messageOf(error);
      process.stderr.write(`${name}: ${why}\n`, () => end(1));
    },
  );
}
