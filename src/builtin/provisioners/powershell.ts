import { posix } from 'node:path';
import {
  type DataMap,
  type Machine,
  messageOf,
  provisioner,
  retry,
  writeTemporaryFile,
} from '../../sdk/index.ts';
import {
  assignments,
  cleanupScript,
  commandTemplate,
  inlineScript,
} from '../powershell/commands.ts';
import { elevated } from '../powershell/elevated.ts';
import {
  type PowershellCall,
  powershellOptions,
  powershellProblems,
  unknownPolicy,
} from '../powershell/options.ts';
import { scriptProblems } from '../scripts/check-scripts.ts';
import { pauseAfter } from '../scripts/pause-after.ts';
import { calmly } from '../scripts/persistently.ts';
import { renderCommand } from '../scripts/render-command.ts';
import { textSource } from '../scripts/text-source.ts';
import { withTemporary } from '../scripts/with-temporary.ts';
import { runUploaded } from '../windows/run-uploaded.ts';
import { timeOrderedUuid } from '../windows/time-ordered-uuid.ts';

const cleaningTime = 60_000;
const betweenCleanings = 10_000;

/** Where things are put on the machine. */
interface RemotePaths {
  readonly script: string;
  readonly variables: string;
}

function remotePaths({ config, host }: PowershellCall): RemotePaths {
  const id = timeOrderedUuid(host.platform);
  return {
    script: config.remote_path || `c:/Windows/Temp/script-${id}.ps1`,
    variables: config.remote_env_var_path || `c:/Windows/Temp/packer-ps-env-vars-${id}.ps1`,
  };
}

/** Puts the variables on the machine and makes the command that runs the script there. */
async function prepareCommand(
  call: PowershellCall,
  machine: Machine,
  data: DataMap,
  paths: RemotePaths,
): Promise<string> {
  const { config } = call;
  const variables = assignments(call, data);
  await calmly(call, async (signal) => {
    try {
      await machine.upload(paths.variables, textSource(variables), { signal });
    } catch (cause) {
      throw new Error(`Error uploading ps script containing env vars: ${messageOf(cause)}`, {
        cause,
      });
    }
  });
  const asOther = config.elevated_user !== '';
  const values = new Map([...data, ['Path', paths.script], ['Vars', paths.variables]]);
  const command = renderCommand(call, commandTemplate(config, asOther), values);
  return asOther ? elevated(command, call, machine, data) : command;
}

async function runScript(
  local: string,
  call: PowershellCall,
  machine: Machine,
  data: DataMap,
  given: RemotePaths,
): Promise<string> {
  await call.ui.say(`Provisioning with powershell script: ${local}`);
  const isFolder = /[/\\]$/.test(given.script);
  const script = isFolder ? given.script + posix.basename(local) : given.script;
  const command = await prepareCommand(call, machine, data, { ...given, script });
  await runUploaded({ local, remote: script, command }, call, machine);
  return script;
}

/** Removes what was put on the machine; what cannot be removed is left there. */
async function cleanUp(
  uploaded: readonly string[],
  call: PowershellCall,
  machine: Machine,
  data: DataMap,
): Promise<void> {
  const { config, host, interpolation, signal } = call;
  const { clock, log } = host.platform;
  const own = `c:/Windows/Temp/packer-cleanup-${timeOrderedUuid(host.platform)}.ps1`;
  const script = cleanupScript([...uploaded, own]);
  const values = new Map([...data, ['Path', own], ['Vars', uploaded[0] ?? '']]);
  try {
    const command = interpolation.render(commandTemplate(config, false), values);
    await retry(
      { startTimeout: cleaningTime, delay: betweenCleanings, clock, signal },
      async () => {
        await machine.upload(own, textSource(script), { signal });
        const status = await machine.run(command, { signal });
        if (status !== 0) throw new Error(`the clean-up script ended with ${status}`);
      },
    );
  } catch (error) {
    log.write('warn', `remote temporary files cannot be removed: ${messageOf(error)}`);
  }
}

async function runAll(
  scripts: readonly string[],
  call: PowershellCall,
  machine: Machine,
  data: DataMap,
): Promise<void> {
  const paths = remotePaths(call);
  const uploaded = [paths.variables];
  for (const script of scripts) uploaded.push(await runScript(script, call, machine, data, paths));
  if (!call.config.skip_clean) await cleanUp([...new Set(uploaded)], call, machine, data);
  await pauseAfter(call);
}

async function withInlineScript(
  call: PowershellCall,
  data: DataMap,
  run: (path: string) => Promise<void>,
): Promise<void> {
  const { platform } = call.host;
  let path: string;
  try {
    const name = { name: 'powershell-provisioner' };
    path = await writeTemporaryFile(platform, inlineScript(call, data), name);
  } catch (cause) {
    throw new Error(`Error preparing powershell script: ${messageOf(cause)}`, { cause });
  }
  await withTemporary(path, platform, run);
}

/** Runs PowerShell scripts on the machine (components 2.6). */
export const component = provisioner({
  schema: powershellOptions,
  renderLater: ['execute_command', 'elevated_execute_command'],
  check: async ({ config, host }) => {
    const error = unknownPolicy(config);
    if (error !== undefined) return { error };
    const errors = await scriptProblems(config, host.platform);
    return { errors: [...errors, ...powershellProblems(config)] };
  },
  provision: async (call, machine, data) => {
    const { config, ui } = call;
    await ui.say('Provisioning with Powershell...');
    if (config.inline.length === 0) {
      const named = config.script === '' ? config.scripts : [config.script];
      return runAll(named, call, machine, data);
    }
    await withInlineScript(call, data, (path) => runAll([path], call, machine, data));
  },
});
