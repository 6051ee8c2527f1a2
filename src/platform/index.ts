// The face of platform: ports to the world and their Node versions.
export { absolutePath } from './absolute-path.ts';
export { nodeClock } from './node/clock.ts';
export { nodeEnvironment } from './node/environment.ts';
export { nodeEvaluation } from './node/evaluation.ts';
export { nodeFiles } from './node/files.ts';
export { nodeRandom } from './node/random.ts';
export { verifySignature } from './node/signature.ts';
export { nodeTerminal } from './node/terminal.ts';
export { type LogSettings, openLog, silentLog } from './node/log.ts';
export {
  type Clock,
  type Environment,
  type Evaluation,
  FileError,
  type Files,
  type FileStatus,
  type Log,
  type Platform,
  type Randomness,
  type ServerAnswer,
  type ServerRequest,
  type Terminal,
  type TextOutput,
} from './ports.ts';
export { isAbsolute } from './is-absolute.ts';
export { randomNumber } from './random-number.ts';
export { hostOf, portOf } from './url-place.ts';
export { isSocks, openTunnel, proxyAuthorization, proxyFor } from './node/proxy.ts';
export { negotiateSocks5, type Socks5Request } from './node/socks5.ts';
export { trustedCertificates } from './node/trusted-certificates.ts';
export { nodeWeb } from './node/web.ts';
export { type Web, type WebAnswer, WebError, type WebRequest } from './web.ts';
export { inflateRaw, sha256Of } from './node/bytes.ts';
export { nodeServeWeb } from './node/web-server.ts';
export type {
  ListenOptions,
  ServedAnswer,
  ServedRequest,
  ServeWeb,
  WebServer,
} from './web-server.ts';
export { type ListenAt, type Listener, listenOnce } from './node/listen.ts';
export { type ByteAddress, type ByteConnection, connectTo } from './node/socket.ts';
export { type ReplacedFile, replaceFile } from './replace-file.ts';
export { timersOf } from './timers.ts';
export { sinkOf } from './node/sink.ts';
export { tunedByVolume } from './node/tuned-by-volume.ts';
export { startedByNohup } from './node/nohup.ts';
