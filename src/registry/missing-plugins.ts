import type { Diagnostic } from '../source/index.ts';
import type { RequiredPlugin } from './registry.ts';

/** Says which required plugins are not there; `init` would install them. */
export function missingPlugins(missing: readonly RequiredPlugin[]): Diagnostic {
  const list = missing.map(({ source, version }) => `* ${source} ${version}`).join('\n');
  return {
    severity: 'error',
    code: 'missing-plugins',
    summary: 'Missing plugins',
    detail: `The following plugins are required, but not installed:\n\n${list}\n\nDid you run packer init for this project ?`,
  };
}
