import { postProcessor } from '../../sdk/index.ts';
import { checkShellLocal } from '../shell-local/check.ts';
import { shellLocalOptions } from '../shell-local/options.ts';
import { runShellLocal } from '../shell-local/run.ts';

/** Runs scripts on the machine that builds, and hands the artifact on (components 2.4). */
export const component = postProcessor({
  schema: shellLocalOptions,
  renderLater: ['execute_command'],
  withoutRenamedOptions: true,
  decodingErrorPrefix: 'Error decoding config: ',
  check: checkShellLocal,
  process: async (call, input, data) => {
    const [only, ...others] = call.config.execute_command;
    const command = only !== undefined && others.length === 0 ? ['sh', '-c', only] : undefined;
    const config =
      command === undefined ? call.config : { ...call.config, execute_command: command };
    await runShellLocal({ ...call, config }, data);
    return { artifact: input, keepInput: 'always' };
  },
});
