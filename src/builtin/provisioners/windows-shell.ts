import * as z from 'zod/mini';
import {
  type Call,
  checkExitStatus,
  duration,
  type Machine,
  messageOf,
  provisioner,
  record,
  runWithUi,
  writeTemporaryFile,
} from '../../sdk/index.ts';
import { flag, text } from '../options.ts';
import { scriptProblems } from '../scripts/check-scripts.ts';
import { formatVariables, scriptVariables } from '../scripts/environment-variables.ts';
import { scriptOptions } from '../scripts/script-options.ts';
import { localFileInfo, persistently } from '../windows/remote-files.ts';

const fiveMinutes = 300_000_000_000n;

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
  const { config, host, interpolation, ui, signal } = call;
  const { remote_path: remote, start_retry_timeout: timeout } = config;
  await ui.say(`Provisioning with shell script: ${local}`);
  let command: string;
  try {
    const values = record('ExecuteCommandTemplate', { Vars: variables, Path: remote });
    command = interpolation.render(config.execute_command, values);
  } catch (cause) {
    throw new Error(`Error processing command: ${messageOf(cause)}`, { cause });
  }
  const { clock, files } = host.platform;
  const info = await localFileInfo(host.platform, local);
  const status = await persistently({ timeout, clock, signal }, async () => {
    try {
      await machine.upload(remote, files.readStream(local), { signal, info });
    } catch (cause) {
      throw new Error(`Error uploading script: ${messageOf(cause)}`, { cause });
    }
    return runWithUi(machine, command, { ui, signal });
  });
  checkExitStatus(status, config.valid_exit_codes);
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
    try {
      await runScript(inline, variables, call, machine);
    } finally {
      await host.platform.files.remove(inline);
    }
  },
});
