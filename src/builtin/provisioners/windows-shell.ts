import * as z from 'zod/mini';
import {
  type Call,
  duration,
  type Machine,
  provisioner,
  record,
  writeTemporaryFile,
} from '../../sdk/index.ts';
import { fiveMinutes, flag, text } from '../options.ts';
import { scriptProblems } from '../scripts/check-scripts.ts';
import { formatVariables, scriptVariables } from '../scripts/environment-variables.ts';
import { renderCommand } from '../scripts/render-command.ts';
import { scriptOptions } from '../scripts/script-options.ts';
import { withTemporary } from '../scripts/with-temporary.ts';
import { runUploaded } from '../windows/run-uploaded.ts';

const options = z.object({
  ...scriptOptions,
  binary: flag(),
  remote_path: text('c:/Windows/Temp/script.bat'),
  execute_command: text('{{.Vars}}"{{.Path}}"'),
  start_retry_timeout: duration(fiveMinutes),
});
type ShellCall = Call<z.infer<typeof options>>;

async function runScript(
  local: string,
  variables: string,
  call: ShellCall,
  machine: Machine,
): Promise<void> {
  const { config, ui } = call;
  const remote = config.remote_path;
  await ui.say(`Provisioning with shell script: ${local}`);
  const values = record('ExecuteCommandTemplate', { Vars: variables, Path: remote });
  const command = renderCommand(call, config.execute_command, values);
  await runUploaded({ local, remote, command }, call, machine);
}

/** Runs batch files on the machine (components 2.7). */
export const component = provisioner({
  schema: options,
  renderLater: ['execute_command'],
  check: async ({ config, host }) => ({ errors: await scriptProblems(config, host.platform) }),
  provision: async (call, machine, data) => {
    const { config, settings, host, ui } = call;
    await ui.say('Provisioning with windows-shell...');
    const user = { entries: config.environment_vars, byName: config.env };
    const format = config.env_var_format || 'set "%s=%s" && ';
    const variables = formatVariables(scriptVariables(settings, data, user), format);
    const named = config.script === '' ? config.scripts : [config.script];
    for (const script of named) await runScript(script, variables, call, machine);
    if (config.inline.length === 0) return;
    const lines = config.inline.map((line) => `${line}\n`).join('');
    const name = { name: 'windows-shell-provisioner' };
    const inline = await writeTemporaryFile(host.platform, lines, name);
    await withTemporary(inline, host.platform, (path) => runScript(path, variables, call, machine));
  },
});
