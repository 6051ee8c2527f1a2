import type { Platform } from '../platform/index.ts';
import type { Reporter } from '../source/index.ts';
import type { LoadedTemplate } from './model.ts';

/** Which template to load. */
export interface LoadRequest {
  /** A folder or a file as typed; empty loads nothing (console). */
  readonly path: string;
  /** The compatible version that `required_version` is compared with. */
  readonly coreVersion: string;
}

/**
 * Phase A up to variable values (template-language 5.2): reads and parses every file and says what
 * they declare. Everything wrong is reported; nothing but constants is evaluated.
 */
export async function loadTemplate(
  request: LoadRequest,
  platform: Pick<Platform, 'files' | 'environment'>,
  reporter: Reporter,
): Promise<LoadedTemplate> {
  throw new Error('not built yet');
}
