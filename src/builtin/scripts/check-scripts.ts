import { messageOf, type World } from '../../sdk/index.ts';
import { environmentProblems } from './environment-variables.ts';

/** The options that name what a remote provisioner runs. */
export interface ScriptSources {
  readonly inline: readonly string[];
  readonly script: string;
  readonly scripts: readonly string[];
  readonly environment_vars: readonly string[];
}

/** What is wrong with the scripts and variables of a remote provisioner (components 2.3). */
export async function scriptProblems(sources: ScriptSources, { files }: World): Promise<string[]> {
  const { inline, script, scripts } = sources;
  const errors: string[] = [];
  if (script !== '' && scripts.length > 0)
    errors.push('Only one of script or scripts can be specified.');
  const named = script === '' ? scripts : [script];
  if (named.length === 0 && inline.length === 0)
    errors.push('Either a script file or inline script must be specified.');
  else if (named.length > 0 && inline.length > 0)
    errors.push('Only a script file or an inline script can be specified, not both.');
  for (const path of named)
    await files
      .status(path)
      .catch((error) => errors.push(`Bad script '${path}': ${messageOf(error)}`));
  return [...errors, ...environmentProblems(sources.environment_vars)];
}
