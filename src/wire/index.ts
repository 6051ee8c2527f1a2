// The face of wire: what crosses a byte stream between host and plugin.
export {
  defaultComponentName,
  formatDescription,
  parseDescription,
  type PluginDescription,
} from './description.ts';
export {
  formatGoHandshake,
  type GoAddress,
  goCookie,
  goStartArguments,
  goVariables,
  parseGoHandshake,
} from './gorpc/handshake.ts';
export type { GoRpcOptions, Timers } from './gorpc/index.ts';
export {
  checkHandshake,
  cookie,
  describeVerb,
  handshakeLine,
  isStart,
  longestHandshake,
  startArguments,
  startedByHand,
} from './jsonrpc/handshake.ts';
export { loadGoRpc, loadJsonRpc, loadSchemaText } from './load.ts';
export {
  type ConnectOptions,
  ConnectionClosed,
  ProtocolError,
  type RemoteComponents,
  type WireName,
  type WireProtocol,
} from './protocol.ts';
