// The face of base: domain-free helpers, one per file.
export { type BytePipe, bytePipe, joinedStreams } from './byte-pipe.ts';
export { ByteQueue, type ByteQueueEvents } from './byte-queue.ts';
export {
  type ByteSink,
  type ByteSource,
  type ByteStream,
  discard,
  type TextSink,
  textSink,
} from './byte-stream.ts';
export { composed } from './composed.ts';
export { compareText } from './compare-text.ts';
export { type Deferred, deferred } from './deferred.ts';
export { type Duration, formatDuration, parseDuration } from './duration.ts';
export { goJson } from './go-json.ts';
export {
  type ClockReading,
  formatGoLayout,
  formatStrftime,
  monthNames,
  offsetText,
  pad,
  weekdayNames,
} from './go-time-layout.ts';
export { plainJson } from './plain-json.ts';
export { isPrintable, quote, quoteWith } from './quote.ts';
export { joinedBytes, readAll } from './joined-bytes.ts';
export { messageOf } from './message-of.ts';
export { once } from './once.ts';
export { failed, ok, type Result } from './result.ts';
export { unreachable } from './unreachable.ts';
export {
  compareVersions,
  parseVersion,
  parseVersionConstraints,
  satisfies,
  type Version,
  type VersionConstraint,
  type VersionOperator,
} from './version.ts';
export { parseWholeNumber } from './whole-number.ts';
export { unifiedDiff } from './unified-diff.ts';
export { graphemes } from './graphemes.ts';
export {
  type JsonError,
  type JsonObject,
  type JsonValue,
  type ParsedJson,
  parseStrictJson,
} from './strict-json.ts';
