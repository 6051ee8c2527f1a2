import {
  type Call,
  checkExitStatus,
  type DataMap,
  type TemplateValue,
  writeTemporaryFile,
} from '../../sdk/index.ts';
import { formatVariables, quoteSingle, scriptVariables } from '../scripts/environment-variables.ts';
import { withTemporary } from '../scripts/with-temporary.ts';
import { absolutePath, inlineLines, linuxPath, scriptFiles } from './check.ts';
import type { ShellLocalConfig } from './options.ts';
import { runCommand } from './run-command.ts';

type ShellLocalCall = Call<ShellLocalConfig>;

const onWindows = ({ host }: ShellLocalCall): boolean => host.platform.environment.os === 'windows';

function executeCommand(call: ShellLocalCall): readonly string[] {
  const given = call.config.execute_command;
  if (given.length > 0) return given;
  return onWindows(call)
    ? ['cmd', '/V', '/C', '{{.Vars}}', 'call', '{{.Script}}']
    : ['/bin/sh', '-c', '{{.Vars}} {{.Script}}'];
}

function variableFormat(call: ShellLocalCall): string {
  const { env_var_format: given, use_linux_pathing: linux } = call.config;
  if (given !== '') return given;
  return onWindows(call) && !linux ? 'set %s=%s && ' : `%s='%s' `;
}

function extension(call: ShellLocalCall): string {
  const given = call.config.tempfile_extension || (onWindows(call) ? '.cmd' : '');
  return given === '' ? '' : `.${given.replace(/^\./, '')}`;
}

/** Writes the inline lines into a temporary script. */
async function writeInline(call: ShellLocalCall, data: DataMap): Promise<string> {
  const { config, interpolation, host } = call;
  const shebang = config.inline_shebang ?? (onWindows(call) ? '' : '/bin/sh -e');
  const first = shebang === '' ? '' : `#!${shebang}\n`;
  const lines = inlineLines(config).map((line) => `${interpolation.render(line, data)}\n`);
  return writeTemporaryFile(host.platform, first + lines.join(''), {
    name: `packer-shell*${extension(call)}`,
    mode: 0o700,
  });
}

function flattenedVariables(call: ShellLocalCall, data: DataMap): string {
  const { config, settings, interpolation } = call;
  const entries = config.environment_vars.map((entry) => interpolation.render(entry, data));
  const variables = scriptVariables(settings, data, { entries, byName: config.env });
  const quoted = [...variables].map(([name, value]) => [name, quoteSingle(value)] as const);
  return formatVariables(new Map(quoted), variableFormat(call));
}

async function runScript(path: string, call: ShellLocalCall, data: DataMap): Promise<void> {
  const { config, interpolation, host, ui, signal } = call;
  const { environment } = host.platform;
  const absolute = absolutePath(path, host.platform);
  const script = config.use_linux_pathing ? linuxPath(absolute) : absolute;
  const values = new Map<string, TemplateValue>([
    ...data,
    ['Vars', flattenedVariables(call, data)],
    ['Script', script],
    ['Command', script],
  ]);
  const argv = executeCommand(call).map((part) => interpolation.render(part, values));
  await ui.say(`Running local shell script: ${path}`);
  let status: number;
  try {
    status = await runCommand(argv, environment, { ui, signal });
  } catch (cause) {
    const text = `Error executing script: ${script}\n\nPlease see output above for more information.`;
    throw new Error(text, { cause });
  }
  checkExitStatus(status, config.valid_exit_codes);
}

/** Runs the scripts on this machine, one after the other (components 2.4). */
export async function runShellLocal(call: ShellLocalCall, data: DataMap): Promise<void> {
  const { config, host, ui } = call;
  const { environment } = host.platform;
  if (config.only_on.length > 0 && !config.only_on.includes(environment.os)) {
    await ui.say('Skipping shell-local due to runtime OS');
    return;
  }
  if (inlineLines(config).length === 0) {
    for (const path of scriptFiles(config)) await runScript(path, call, data);
    return;
  }
  const inline = await writeInline(call, data);
  await withTemporary(inline, host.platform, (path) => runScript(path, call, data));
}
