// The face of platform: ports to the world and their Node versions.
export { nodeClock } from './node/clock.ts';
export { nodeEnvironment } from './node/environment.ts';
export { nodeEvaluation } from './node/evaluation.ts';
export { nodeFiles } from './node/files.ts';
export { nodeRandom } from './node/random.ts';
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
