import type { DataMap } from '../components/index.ts';
import { failed, type Result } from '../base/index.ts';
import type { Value } from '../values/index.ts';

/**
 * The attributes of `build` before the build runs: `name`, the thirteen known names and those the
 * builder announced, each the known text `<unknown>` (template-language 6.6).
 */
export function placeholderBuildValues(
  buildName: string,
  generated: readonly string[],
): ReadonlyMap<string, Value> {
  throw new Error('not built yet');
}

/**
 * The placeholders overlaid with what the builder (or an artifact's `generated_data`) really gave.
 * Fails with `unhandled buildvar type: T` for data that has no place in the language.
 */
export function realBuildValues(
  placeholders: ReadonlyMap<string, Value>,
  data: DataMap,
): Result<ReadonlyMap<string, Value>, string> {
  return failed('not built yet');
}
