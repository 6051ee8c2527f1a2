import type { GoRpcOptions } from './gorpc/index.ts';
import type { WireProtocol } from './protocol.ts';

/** Our own protocol. Loaded when asked for: a run without plugins does not pay for it. */
export async function loadJsonRpc(): Promise<WireProtocol> {
  const { jsonRpc } = await import('./jsonrpc/index.ts');
  return jsonRpc;
}

/** What Go plugins speak, set up for one connection. Loaded when asked for. */
export async function loadGoRpc(options: GoRpcOptions): Promise<WireProtocol> {
  const { goRpc } = await import('./gorpc/index.ts');
  return goRpc(options);
}
