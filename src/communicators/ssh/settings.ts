/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** As whom, and how that is proved. */
export interface SshLogin {
  readonly username: string;
  /** Empty: there is none. Answers every keyboard-interactive question too. */
  readonly password: string;
  /** Private keys as text: PEM, PKCS#8 or OpenSSH. */
  readonly keys: readonly Uint8Array[];
  /** Whether the local agent is asked for keys first. */
  readonly agent: boolean;
}

/** A server that listens on one side of a connection for what is on the other. */
export interface SshTunnel {
  readonly listenPort: number;
  readonly target: Address;
}

/** Everything that a connection over SSH depends on. */
export interface SshSettings extends SshLogin {
  readonly address: Address;
  readonly pty: boolean;
  /** Empty: those of the library. */
  readonly ciphers: readonly string[];
  readonly keyExchanges: readonly string[];
  /** Milliseconds; 0 or less: never. */
  readonly keepAlive: number;
  /** Milliseconds that nothing may arrive; 0: no limit. */
  readonly readTimeout: number;
  readonly forwardAgent: boolean;
  /** The local agent's socket (`SSH_AUTH_SOCK`). */
  readonly agentSocket: string | undefined;
  readonly transfer: 'scp' | 'sftp';
  readonly bastion?: SshLogin & { readonly address: Address };
  /** A SOCKS5 proxy. */
  readonly proxy?: {
    readonly address: Address;
    readonly username: string;
    readonly password: string;
  };
  readonly localTunnels: readonly SshTunnel[];
  readonly remoteTunnels: readonly SshTunnel[];
}
