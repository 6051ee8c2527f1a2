import type { PluginDescription } from '../wire/index.ts';
import type { Child, ChildWorld } from './child.ts';
import type { PluginConnection } from './connection.ts';
import { defaultDeadlines, type Deadlines } from './deadlines.ts';
import { describeOutput, describePlugin } from './describe.ts';
import { GoRpcConnection } from './gorpc-connection.ts';
import { JsonRpcConnection } from './jsonrpc-connection.ts';
import { type SchemaMemory, withRememberedSchemas } from './remembered-schemas.ts';

/** Starts plugins and keeps hold of their processes. */
export interface PluginHost extends AsyncDisposable {
  /** Asks an executable what it offers. Rejects with PluginFailure. */
  describe(executable: string): Promise<PluginDescription>;
  /** The same, before it is understood. */
  describeOutput(executable: string): Promise<string>;
  /** Talks to a plugin in the way its description says. Processes start when they are needed; `schemas` remembers what they said. */
  connect(
    executable: string,
    description: PluginDescription,
    schemas?: SchemaMemory,
  ): PluginConnection;
}

/** What a plugin host needs of the world; deadlines are the default ones, and nothing is secret, unless given. */
export type PluginHostOptions = Omit<ChildWorld, 'deadlines' | 'mask'> & {
  readonly deadlines?: Partial<Deadlines>;
  readonly mask?: ChildWorld['mask'];
};

/**
 * A plugin host over real processes. Disposing stops every plugin; should this process exit before
 * that, plugins are killed on the way out.
 */
export function nodePluginHost(options: PluginHostOptions): PluginHost {
  const world: ChildWorld = {
    environment: options.environment,
    clock: options.clock,
    log: options.log,
    deadlines: { ...defaultDeadlines, ...options.deadlines },
    mask: options.mask ?? ((text) => text),
  };
  const connections = new Set<PluginConnection>();
  const children = new Set<Child>();
  const killAll = () => {
    for (const child of children) child.kill();
  };
  const started = (child: Child) => {
    if (children.size === 0) process.on('exit', killAll);
    children.add(child);
    void child.exited.then(() => {
      children.delete(child);
      if (children.size === 0) process.off('exit', killAll);
    });
  };
  return {
    describe: (executable) => describePlugin(executable, world, started),
    describeOutput: async (executable) => (await describeOutput(executable, world, started)).output,
    connect(executable, description, schemas) {
      const connection = connectTo(executable, description, world, started);
      connections.add(connection);
      return schemas ? withRememberedSchemas(connection, schemas) : connection;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...connections].map((each) => each[Symbol.asyncDispose]()));
    },
  };
}

function connectTo(
  executable: string,
  description: PluginDescription,
  world: ChildWorld,
  started: (child: Child) => void,
): PluginConnection {
  switch (description.wire) {
    case 'jsonrpc':
      return new JsonRpcConnection(executable, world, started);
    case 'gorpc':
      return new GoRpcConnection([executable, description], world, started);
  }
}
