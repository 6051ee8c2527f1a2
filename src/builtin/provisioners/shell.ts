import {
  checkExitStatus,
  type DataMap,
  type Machine,
  messageOf,
  provisioner,
  randomNumber,
  runWithUi,
  type TemplateValue,
  writeTemporaryFile,
} from '../../sdk/index.ts';
import { scriptProblems } from '../scripts/check-scripts.ts';
import { formatVariables, quoteSingle, scriptVariables } from '../scripts/environment-variables.ts';
import { pauseAfter } from '../scripts/pause-after.ts';
import { persistently } from '../scripts/persistently.ts';
import { renderCommand } from '../scripts/render-command.ts';
import { textSource } from '../scripts/text-source.ts';
import { unixLines } from '../scripts/unix-lines.ts';
import { withTemporary } from '../scripts/with-temporary.ts';
import { shellOptions } from '../shell/options.ts';
import { acceptsDisconnect, removeRemote, type ShellCall } from '../shell/remote-script.ts';

/** Where things are put on the machine; chosen anew for every run. */
interface RemotePaths {
  readonly script: string;
  readonly variables: string;
}

/** 0 to 9998, as file names have it. */
function smallNumber({ host }: ShellCall): number {
  return randomNumber(host.platform.random) % 9999;
}

function remotePaths(call: ShellCall): RemotePaths {
  const { remote_folder, remote_file, remote_path } = call.config;
  const folder = remote_folder || '/tmp';
  const file = remote_file || `script_${smallNumber(call)}.sh`;
  return {
    script: remote_path || `${folder}/${file}`,
    variables: `${folder}/varfile_${smallNumber(call)}.sh`,
  };
}

/** Writes the inline lines into a temporary script of this machine. */
async function writeInline(call: ShellCall, data: DataMap): Promise<string> {
  const { config, interpolation, host } = call;
  let lines: string;
  try {
    lines = config.inline.map((line) => `${interpolation.render(line, data)}\n`).join('');
  } catch (cause) {
    throw new Error(`Error interpolating Inline: ${messageOf(cause)}`, { cause });
  }
  const shebang = config.inline_shebang ?? (lines.startsWith('#!') ? undefined : '/bin/sh -e');
  const first = shebang === undefined ? '' : `#!${shebang}\n`;
  try {
    return await writeTemporaryFile(host.platform, first + lines, { name: 'packer-shell' });
  } catch (cause) {
    throw new Error(`Error preparing shell script: ${messageOf(cause)}`, { cause });
  }
}

function flattenedVariables({ config, settings }: ShellCall, data: DataMap): string {
  const variables = scriptVariables(settings, data, {
    entries: config.environment_vars,
    byName: config.env,
  });
  const quoted = [...variables].map(([name, value]) => [name, quoteSingle(value)] as const);
  const usual = config.use_env_var_file ? `export %s='%s'\n` : `%s='%s' `;
  return formatVariables(new Map(quoted), config.env_var_format || usual);
}

async function uploadVariables(
  text: string,
  path: string,
  call: ShellCall,
  machine: Machine,
): Promise<void> {
  await persistently(call, async () => {
    const { signal } = call;
    try {
      await machine.upload(path, textSource(text), { signal });
    } catch (cause) {
      const reason = `Error uploading envVarFile to ${path}: ${messageOf(cause)}`;
      throw new Error(reason, { cause });
    }
    await machine.run(`chmod 0600 ${path}`, { signal });
  });
}

async function uploadScript(
  local: string,
  remote: string,
  { config, host, signal }: ShellCall,
  machine: Machine,
): Promise<void> {
  const source = host.platform.files.readStream(local);
  try {
    await machine.upload(remote, config.binary ? source : unixLines(source), { signal });
  } catch (cause) {
    throw new Error(`Error uploading script: ${messageOf(cause)}`, { cause });
  }
  try {
    await machine.run(`chmod 0755 ${remote}`, { signal });
  } catch (cause) {
    const text = `Error chmodding script file to 0755 in remote machine: ${messageOf(cause)}`;
    throw new Error(text, { cause });
  }
}

function commandTemplate({ config }: ShellCall): string {
  if (config.execute_command !== '') return config.execute_command;
  return config.use_env_var_file
    ? 'chmod +x {{.Path}}; . {{.EnvVarFile}} && {{.Path}}'
    : 'chmod +x {{.Path}}; {{.Vars}} {{.Path}}';
}

async function runScript(
  local: string,
  values: ReadonlyMap<string, TemplateValue>,
  paths: RemotePaths,
  call: ShellCall,
  machine: Machine,
): Promise<void> {
  const { config, ui, signal } = call;
  await ui.say(`Provisioning with shell script: ${local}`);
  const command = renderCommand(call, commandTemplate(call), values);
  const status = await persistently(call, async () => {
    await uploadScript(local, paths.script, call, machine);
    return runWithUi(machine, command, { ui, signal });
  });
  if (!acceptsDisconnect(call, status)) checkExitStatus(status, config.valid_exit_codes);
  if (!config.skip_clean) await removeRemote(paths.script, call, machine);
}

async function runAll(
  scripts: readonly string[],
  call: ShellCall,
  machine: Machine,
  data: DataMap,
): Promise<void> {
  const { config } = call;
  const paths = remotePaths(call);
  const flattened = flattenedVariables(call, data);
  if (config.use_env_var_file) await uploadVariables(flattened, paths.variables, call, machine);
  const values = new Map<string, TemplateValue>([
    ...data,
    ['Vars', flattened],
    ['EnvVarFile', config.use_env_var_file ? paths.variables : ''],
    ['Path', paths.script],
  ]);
  for (const script of scripts) await runScript(script, values, paths, call, machine);
  // Without a file too: the recorded runs show the call (quirk Q-8).
  const variables = config.use_env_var_file ? paths.variables : '';
  if (!config.skip_clean) await removeRemote(variables, call, machine);
  await pauseAfter(call);
}

/** Runs shell scripts on the machine (components 2.3). */
export const component = provisioner({
  schema: shellOptions,
  renderLater: ['execute_command'],
  check: async ({ config, host }) => ({ errors: await scriptProblems(config, host.platform) }),
  provision: async (call, machine, data) => {
    const { config, host } = call;
    const named = config.script === '' ? config.scripts : [config.script];
    if (config.inline.length === 0) return runAll(named, call, machine, data);
    const inline = await writeInline(call, data);
    await withTemporary(inline, host.platform, (path) =>
      runAll([...named, path], call, machine, data),
    );
  },
});
