import type { Evaluation } from '../ports.ts';
import { functionFiles } from './function-files.ts';
import { waitForAnswer } from './waiting-request.ts';

/** Loaded when needed, like all of Node that most commands do without. */
const crypto = () => process.getBuiltinModule('node:crypto');
const zlib = () => process.getBuiltinModule('node:zlib');

/** What functions of the language need of Node. */
export function nodeEvaluation(): Evaluation {
  return {
    files: functionFiles,
    started: new Date(),
    digest: (algorithm, bytes) => crypto().createHash(algorithm).update(bytes).digest(),
    hmacSha256: (key, bytes) => crypto().createHmac('sha256', key).update(bytes).digest(),
    deflate: (bytes) =>
      zlib().deflateRawSync(bytes, { finishFlush: zlib().constants.Z_SYNC_FLUSH }),
    request: waitForAnswer,
  };
}
