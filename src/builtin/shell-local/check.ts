import { isAbsolute, resolve } from 'node:path';
import { messageOf, type PreparedCall, type Verdict, type World } from '../../sdk/index.ts';
import { environmentProblems } from '../scripts/environment-variables.ts';
import type { ShellLocalConfig } from './options.ts';

const systems = ['darwin', 'freebsd', 'linux', 'openbsd', 'solaris', 'windows'];

/** The path as processes see it, from the folder the process was started in. */
export function absolutePath(path: string, { environment }: World): string {
  return isAbsolute(path) ? path : resolve(environment.cwd, path);
}

/** `C:/a/b` as a Linux shell on Windows sees it: `/mnt/c/a/b`. */
export function linuxPath(absolute: string): string {
  const [drive, rest] = absolute.replaceAll('\\', '/').split(':/', 2);
  if (drive === undefined || rest === undefined)
    throw new Error(
      `There was an error splitting your absolute path; expected to find a drive following the format ':/' but did not: absolute path: ${absolute}`,
    );
  return `/mnt/${drive.toLowerCase()}/${rest}`;
}

/** The scripts that are files of the user. */
export function scriptFiles({ script, scripts }: ShellLocalConfig): readonly string[] {
  return script === '' ? scripts : [script];
}

/** The lines that are not in a file yet. */
export function inlineLines({ command, inline }: ShellLocalConfig): readonly string[] {
  return command === '' ? inline : [command];
}

/** What is wrong with the choice of what to run, once for each choice that came too late. */
function sourceProblems(config: ShellLocalConfig): string[] {
  const { command, inline, script, scripts } = config;
  const given = [command !== '', inline.length > 0, script !== '', scripts.length > 0];
  if (!given.includes(true))
    return ['Command, Inline, Script and Scripts options cannot all be empty.'];
  const [byCommand, byInline, byScript, byScripts] = given;
  const clashes = [
    byCommand && (byInline || byScript || byScripts),
    byScript && (byInline || byScripts),
    byInline && byScripts,
  ];
  return clashes
    .filter(Boolean)
    .map(
      () =>
        'You may only specify one of the following options: Command, Inline, Script or Scripts. Please consolidate these options in your config.',
    );
}

async function scriptProblems(config: ShellLocalConfig, world: World): Promise<string[]> {
  const problems: string[] = [];
  const { inline, script: single, scripts } = config;
  // A script that clashes with others is not looked at.
  const clashes = single !== '' && (inline.length > 0 || scripts.length > 0);
  for (const script of clashes ? scripts : scriptFiles(config))
    await world.files
      .status(script)
      .catch((error) => problems.push(`Bad script '${script}': ${messageOf(error)}`));
  return problems;
}

/** Checks what the schema cannot say (components 2.4). */
export async function checkShellLocal({
  config,
  host,
}: PreparedCall<ShellLocalConfig>): Promise<Verdict> {
  const world = host.platform;
  const unknown = config.only_on.find((system) => !systems.includes(system));
  if (unknown !== undefined)
    return {
      error: `Invalid OS specified in only_on: '${unknown}'\nSupported OS names: ${systems.join(', ')}`,
    };
  const errors = [...sourceProblems(config), ...(await scriptProblems(config, world))];
  if (config.use_linux_pathing) {
    if (inlineLines(config).length > 0)
      errors.push(
        'Packer is unable to use the Command and Inline features with the Windows Linux Subsystem. Please use the Script or Scripts options instead',
      );
    for (const script of scriptFiles(config)) linuxPath(absolutePath(script, world));
  }
  return { errors: [...errors, ...environmentProblems(config.environment_vars)] };
}
