import type { ComponentKind } from '../../components/index.ts';
import { ProtocolError } from '../protocol.ts';

/** The environment variable that tells a Go plugin that a host started it (plugin-protocol 1.2). */
export const goCookie = {
  name: 'PACKER_PLUGIN_MAGIC_COOKIE',
  value: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
} as const;

/** What a Go plugin needs to find in its environment beside the host's (plugin-protocol 1.2). */
export const goVariables: Readonly<Record<string, string>> = {
  [goCookie.name]: goCookie.value,
  PACKER_PLUGIN_MIN_PORT: '10000',
  PACKER_PLUGIN_MAX_PORT: '25000',
};

/** The arguments that make a Go plugin serve one component (plugin-protocol 1.1). */
export function goStartArguments(
  kind: ComponentKind,
  name: string,
  encoding: 'gob' | 'protobuf',
): readonly string[] {
  return ['start', kind, ...(encoding === 'protobuf' ? ['--protobuf'] : []), name];
}

/** The version of the Go wire: major and minor of API `x5.0`. */
const apiVersion = { major: 5, minor: 0 } as const;

/** Where a Go plugin listens. */
export interface GoAddress {
  readonly network: 'unix' | 'tcp';
  /** A path, or host and port. */
  readonly address: string;
}

/** Reads the one line `MAJOR|MINOR|NETWORK|ADDRESS` (plugin-protocol 1.4). Throws ProtocolError. */
export function parseGoHandshake(line: string): GoAddress {
  const [major, minor, network, ...rest] = line.trim().split('|');
  if (major === undefined || minor === undefined || network === undefined) {
    const shown = JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}...` : line);
    throw new ProtocolError(`its first line of output is no greeting: ${shown}`);
  }
  if (rest.length === 0)
    throw new ProtocolError(
      `it speaks version ${major} of the plugin protocol and this program ${apiVersion.major}.${apiVersion.minor}; use a newer plugin`,
    );
  if (Number(major) !== apiVersion.major || !(Number(minor) <= apiVersion.minor)) {
    const advice = Number(major) < apiVersion.major ? 'a newer plugin' : 'an older plugin';
    throw new ProtocolError(
      `it speaks version ${major}.${minor} of the plugin protocol and this program ${apiVersion.major}.${apiVersion.minor}; use ${advice}`,
    );
  }
  const address = rest.join('|');
  if (network !== 'unix' && network !== 'tcp')
    throw new ProtocolError(
      `it listens on a network of an unknown kind: ${JSON.stringify(network)}`,
    );
  return { network, address };
}

/** The line a plugin of ours prints when a Go host started it. */
export function formatGoHandshake({ network, address }: GoAddress): string {
  return `${apiVersion.major}|${apiVersion.minor}|${network}|${address}`;
}
