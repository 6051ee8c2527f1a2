import { messageOf } from '../../base/index.ts';
import { nodeServeWeb, type ServeWeb, type WebServer } from '../../platform/index.ts';
import type { ComponentHost } from '../component-host.ts';
import { type HttpConfig, withHttpDefaults } from '../http/http-config.ts';
import { serveContent } from '../http/serve-content.ts';
import { serveDirectory } from '../http/serve-directory.ts';
import type { Step, StepState } from '../multistep/step.ts';

/** What StepHTTPServer works with. */
export interface StepHttpServerOptions {
  readonly config: HttpConfig;
  readonly host: ComponentHost;
  /** Instead of the web servers of this machine. */
  readonly serve?: ServeWeb;
}

/** The ports from `least` to below `most`, or `least` alone, in random order. */
function portsToTry(least: number, most: number, { platform }: ComponentHost): number[] {
  const ports = Array.from({ length: Math.max(most - least, 1) }, (_, at) => least + at);
  const noise = platform.random.bytes(ports.length * 2);
  const weight = (at: number): number => (noise[at * 2] ?? 0) * 256 + (noise[at * 2 + 1] ?? 0);
  return ports
    .map((port, at) => ({ port, weight: weight(at) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ port }) => port);
}

const families = { tcp4: 'ipv4', tcp6: 'ipv6' } as const;

function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' || code === 'EACCES';
}

async function listen(options: StepHttpServerOptions, config: HttpConfig): Promise<WebServer> {
  const { host, serve = nodeServeWeb } = options;
  const { http_directory, http_content, http_bind_address, http_port_min, http_port_max } = config;
  const answer =
    http_directory === ''
      ? serveContent(http_content)
      : serveDirectory(http_directory, host.platform.files);
  const protocol = config.http_network_protocol;
  const family = protocol === 'tcp4' || protocol === 'tcp6' ? families[protocol] : 'any';
  for (const port of portsToTry(http_port_min, http_port_max, host))
    try {
      return await serve({ host: http_bind_address, port, family }, answer);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  throw new Error(`no port from ${http_port_min} to ${http_port_max} is free`);
}

/** Serves files to the machine while it is built (components 4.4). */
export function stepHttpServer<State extends StepState>(
  options: StepHttpServerOptions,
): Step<State> {
  const { host } = options;
  const config = withHttpDefaults(options.config);
  let server: WebServer | undefined;
  return {
    name: 'StepHTTPServer',
    run: async (state, { ui }) => {
      const { http_directory: folder, http_content: content } = config;
      if (folder === '' && Object.keys(content).length === 0) {
        state.httpPort = 0;
        return 'continue';
      }
      if (folder !== '')
        await host.platform.files.status(folder).catch((cause) => {
          throw new Error(`Error finding "${folder}": ${messageOf(cause)}`, { cause });
        });
      try {
        server = await listen(options, config);
      } catch (cause) {
        throw new Error(`Error finding port: ${messageOf(cause)}`, { cause });
      }
      await ui.say(`Starting HTTP server on port ${server.port}`);
      state.httpPort = server.port;
      return 'continue';
    },
    cleanup: async (_, { ui }) => {
      const running = server;
      server = undefined;
      try {
        await running?.[Symbol.asyncDispose]();
      } catch (error) {
        const reason = messageOf(error);
        await ui.error(`Failed closing http server on port ${running?.port}: ${reason}`);
      }
    },
  };
}
