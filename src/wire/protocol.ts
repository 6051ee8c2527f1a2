import type { ByteStream } from '../base/index.ts';
import type { ComponentKind, ComponentKinds, ComponentLookup } from '../components/index.ts';

/** One of the wire protocols. */
export type WireName = 'jsonrpc' | 'gorpc';

/** What the caller of `connect` adds. */
export interface ConnectOptions {
  /**
   * Called once with what ended the connection, unless we ended it; what it returns is what pending
   * and later calls reject with. Lets the host say which plugin it was.
   */
  ended?(error: unknown): unknown;
}

/** What crosses a byte stream between host and plugin. Knows bytes and messages, not processes. */
export interface WireProtocol {
  readonly name: WireName;
  /** We call, the other end serves. The stream starts after the greeting, if there is one. */
  connect(stream: ByteStream, options?: ConnectOptions): RemoteComponents;
  /**
   * The other end calls, we serve. When the stream ends, running calls are cancelled; resolves once
   * they have ended too. Rejects with ProtocolError when the other end does not speak the protocol.
   */
  serve(stream: ByteStream, components: ComponentLookup): Promise<void>;
}

/**
 * The components of the other end. When the stream breaks, every pending and later call rejects with
 * the one error that ended it: what the stream's source threw, or ConnectionClosed at a plain end.
 * Disposing closes our direction of the stream.
 */
export interface RemoteComponents extends AsyncDisposable {
  /** A component of its own for every call. Rejects with RemoteError for an unknown name. */
  open<K extends ComponentKind>(kind: K, name: string): Promise<ComponentKinds[K]>;
  /** Resolves when the other end answers at all. */
  ping(): Promise<void>;
}

/** What a component on the other side failed with. The message is fit for the user. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
}

/** The stream ended while calls were pending, or was over before the call. */
export class ConnectionClosed extends Error {
  override readonly name = 'ConnectionClosed';
  constructor() {
    super('the connection to the plugin is closed');
  }
}

/** The other end sent something that the protocol does not allow. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}
