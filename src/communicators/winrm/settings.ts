/** Everything that a connection over WinRM depends on. */
export interface WinRmSettings {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly tls: boolean;
  /** Whether a certificate that nobody vouches for is accepted. */
  readonly insecure: boolean;
  readonly ntlm: boolean;
  /** How long the server may take for one operation, in milliseconds. */
  readonly operationTimeout: number;
}
