#!/usr/bin/env node
// The process: its arguments, signals and end. Everything else is given what it needs from here.
import { Secrets } from '../events/index.ts';
import {
  nodeClock,
  nodeEnvironment,
  nodeEvaluation,
  nodeFiles,
  nodeRandom,
  nodeTerminal,
  openLog,
  type Platform,
  silentLog,
} from '../platform/index.ts';
import { createCliHost } from './cli-host.ts';
import { type Directories, loadCoreConfig, StartError } from './core-config.ts';
import { dispatch } from './dispatch.ts';
import { compatibleVersion, ownVersion } from './version.ts';

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== '0';

/** The log that PACKER_LOG and PACKER_LOG_PATH ask for. */
async function logOf(secrets: Secrets, clock: Platform['clock']) {
  const path = process.env.PACKER_LOG_PATH;
  if (!path && !isSet(process.env.PACKER_LOG)) return silentLog;
  const mask = (text: string) => secrets.mask(text);
  const log = await openLog({ ...(path ? { path } : {}), mask, clock });
  log.write(
    'info',
    `Packer version: ${compatibleVersion} [tspacker ${ownVersion}, node ${process.version} ${process.platform} ${process.arch}]`,
  );
  return log;
}

/** Takes the first `-machine-readable` out; every program started from here is told not to colour. */
function takeMachineReadable(words: string[]): boolean {
  const at = words.indexOf('-machine-readable');
  if (at < 0) return false;
  words.splice(at, 1);
  process.env.PACKER_NO_COLOR = '1';
  return true;
}

function onSignal(receive: (name: 'SIGINT' | 'SIGTERM') => void): void {
  process.on('SIGINT', receive);
  process.on('SIGTERM', receive);
}

/** A bug: the stack goes to a file, a short word to the person. */
function crash(error: unknown): never {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  let where = 'crash.log could not be written';
  try {
    process
      .getBuiltinModule('node:fs')
      .writeFileSync('crash.log', `tspacker ${ownVersion}, node ${process.version}\n${stack}\n`);
    where = 'details are in crash.log';
  } catch {
    // Nothing better can be done.
  }
  process.stderr.write(
    `tspacker crashed; this is a bug in tspacker, please report it (${where}).\n${stack}\n`,
  );
  process.exit(2);
}

async function main(): Promise<number> {
  const clock = nodeClock();
  const secrets = new Secrets();
  const terminal = nodeTerminal();
  const words = process.argv.slice(2);
  const log = await logOf(secrets, clock);
  const platform: Platform = {
    files: nodeFiles(),
    environment: nodeEnvironment(),
    clock,
    random: nodeRandom(),
    log,
    terminal,
    evaluation: nodeEvaluation(),
  };
  const finish = async (exitCode: number): Promise<number> => {
    await Promise.all([terminal.output.flush(), terminal.errorOutput.flush(), log.flush()]);
    return exitCode;
  };
  let directories: Directories;
  try {
    directories = await loadCoreConfig(platform);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    await terminal.errorOutput.write(error.message);
    return finish(1);
  }
  const host = createCliHost({
    platform,
    secrets,
    directories,
    machineReadable: takeMachineReadable(words),
    binary: process.argv[1] ?? 'tspacker',
    logsTexts: log.enabled && Boolean(process.env.PACKER_LOG_PATH),
    onSignal,
    beginRun: () => {
      process.env.PACKER_RUN_UUID = platform.random.uuid();
    },
    leave: (exitCode) => void finish(exitCode).then((code) => process.exit(code)),
  });
  return finish(await dispatch(words, host));
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
main().then((exitCode) => process.exit(exitCode), crash);
