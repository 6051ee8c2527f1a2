import type { ComponentKind } from '../../components/index.ts';
import { ProtocolError } from '../protocol.ts';

/** The environment variable that tells a plugin that a host started it, and what it must hold. */
export const cookie = {
  name: 'TSPACKER_PLUGIN_COOKIE',
  value: '5ce1f0a4-8d0b-4d1c-9d0e-7f3b6f3f2a61',
} as const;

/** The argument that makes a plugin print its description. */
export const describeVerb = 'describe';

/** The arguments that make a plugin serve; the kind is what this process will be asked for. */
export function startArguments(kind: ComponentKind): readonly string[] {
  return ['start', kind, '--jsonrpc'];
}

/** Whether these arguments (without program and script) are those of `startArguments`. */
export function isStart(args: readonly string[]): boolean {
  return args.length === 3 && args[0] === 'start' && args[2] === '--jsonrpc';
}

/** The version of the protocol: a host refuses another major one and a higher minor one. */
export const protocolVersion = { major: 1, minor: 0 } as const;

/** The first line on a plugin's standard output, before the first message, without line end. */
export const handshakeLine = `tspacker-jsonrpc|${protocolVersion.major}|${protocolVersion.minor}`;

/** The longest first line that is waited for, in bytes. */
export const longestHandshake = 1_024;

/** Accepts a handshake line or throws ProtocolError that says what is wrong with it. */
export function checkHandshake(line: string): void {
  const match = /^tspacker-jsonrpc\|(\d{1,6})\|(\d{1,6})$/.exec(line.trim());
  if (match === null) {
    const shown = JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}...` : line);
    throw new ProtocolError(
      `its first line of output should have been "${handshakeLine}" but was ${shown}`,
    );
  }
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const ours = protocolVersion;
  if (major === ours.major && minor <= ours.minor) return;
  const advice = major < ours.major ? 'a newer plugin' : 'a newer tspacker or an older plugin';
  throw new ProtocolError(
    `it speaks version ${major}.${minor} of the plugin protocol and this program ` +
      `${ours.major}.${ours.minor}; use ${advice}`,
  );
}

/** What a plugin says on standard error when a person starts it by hand. */
export function startedByHand(name: string): string {
  return (
    `${name} is a plugin for tspacker. It is started by tspacker and of no use on its own.\n` +
    `Place it where tspacker looks for plugins; "${name} ${describeVerb}" lists what it offers.`
  );
}
