import type { WireProtocol } from './protocol.ts';

/** Our own protocol. Loaded when asked for: a run without plugins does not pay for it. */
export async function loadJsonRpc(): Promise<WireProtocol> {
  const { jsonRpc } = await import('./jsonrpc/index.ts');
  return jsonRpc;
}
