import { provisioner } from '../../sdk/index.ts';
import { checkShellLocal } from '../shell-local/check.ts';
import { shellLocalOptions } from '../shell-local/options.ts';
import { runShellLocal } from '../shell-local/run.ts';

/** Runs scripts on the machine that builds (components 2.4). */
export const component = provisioner({
  schema: shellLocalOptions,
  renderLater: ['execute_command'],
  withoutRenamedOptions: true,
  decodingErrorPrefix: 'Error decoding config: ',
  check: checkShellLocal,
  provision: (call, _, data) => runShellLocal(call, data),
});
