// The face of wire: what crosses a byte stream between host and plugin.
export {
  defaultComponentName,
  formatDescription,
  parseDescription,
  type PluginDescription,
} from './description.ts';
export {
  checkHandshake,
  cookie,
  describeVerb,
  handshakeLine,
  isStart,
  longestHandshake,
  protocolVersion,
  startArguments,
  startedByHand,
} from './jsonrpc/handshake.ts';
export { loadJsonRpc } from './load.ts';
export {
  type ConnectOptions,
  ConnectionClosed,
  ProtocolError,
  type RemoteComponents,
  RemoteError,
  type WireName,
  type WireProtocol,
} from './protocol.ts';
