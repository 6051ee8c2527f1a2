import { sourceFiles } from '../source/index.ts';
import { type FoundLock, findLock } from './lock-file.ts';
import { beginPhase } from './phase.ts';
import type { StoreHost } from './store-host.ts';

/** The lock file beside a template, if there is one. Undefined after mistakes in it, which were shown. */
export async function readableLock(
  template: string,
  host: StoreHost,
): Promise<FoundLock | undefined> {
  const found = await findLock(template, host.store);
  const phase = beginPhase(host);
  phase.reporter.report(...found.problems);
  const shown = found.file && { files: sourceFiles(found.file), contextOf: () => '' };
  return (await phase.end(shown)) ? found : undefined;
}
