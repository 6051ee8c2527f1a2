import type { TemplateRequest } from '../app/index.ts';
import type { FlagValues } from './flags.ts';
import type { metaFlags } from './meta-flags.ts';

/** What the flags that nearly every command has say about the template. */
export function templateRequest(
  path: string,
  flags: Pick<FlagValues<typeof metaFlags>, 'config-type' | 'var' | 'var-file'>,
  warnOnUndeclared: boolean,
): TemplateRequest {
  return {
    path,
    configType: flags['config-type'],
    inputs: {
      variableFiles: flags['var-file'],
      variables: [...flags.var].map(([name, value]) => ({ name, value })),
      warnOnUndeclared,
    },
  };
}
