// The process: its arguments, signals and end. Everything else is given what it needs from here.
import { messageOf } from '../base/index.ts';
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
  startedByNohup,
  tunedByVolume,
} from '../platform/index.ts';
import { createCliHost, type EndingSignal } from './cli-host.ts';
import { loadCoreConfig, StartError } from './core-config.ts';
import { dispatch } from './dispatch.ts';
import { compatibleVersion, ownVersion } from './version.ts';

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== '0';

/** The log that PACKER_LOG and PACKER_LOG_PATH ask for. */
async function logOf(secrets: Secrets, clock: Platform['clock']) {
  const path = process.env.PACKER_LOG_PATH;
  if (!path && !isSet(process.env.PACKER_LOG)) return silentLog;
  const mask = (text: string) => secrets.mask(text);
  const log = await openLog({ ...(path ? { path } : {}), mask, clock }).catch((error: unknown) => {
    throw new StartError(`Couldn't setup log output: ${messageOf(error)}`, { cause: error });
  });
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

function onSignal(receive: (name: EndingSignal) => void): void {
  process.on('SIGINT', receive);
  process.on('SIGTERM', receive);
  process.on('SIGHUP', () => {
    if (!startedByNohup()) receive('SIGHUP');
  });
}

/** A bug: the stack goes to a file, a short word to the person. */
function crash(error: unknown, secrets: Secrets): never {
  const stack = secrets.mask(
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
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

/** Ends the process when all text is out; text that could not be written is a failure, too. */
async function finish(platform: Platform, exitCode: number): Promise<never> {
  const { output, errorOutput } = platform.terminal;
  await output.flush();
  if (output.problem !== undefined) {
    await errorOutput.write(`Error writing to standard output: ${output.problem}\n`);
  }
  await errorOutput.flush();
  process.exit(exitCode === 0 && output.problem !== undefined ? 1 : exitCode);
}

/** Prepares the surroundings, does what the command line says and gives the exit code. */
async function run(platform: Platform, secrets: Secrets): Promise<number> {
  const words = process.argv.slice(2);
  const log = await logOf(secrets, platform.clock);
  const world = { ...platform, log };
  const directories = await loadCoreConfig(world);
  const host = createCliHost({
    platform: world,
    secrets,
    directories,
    machineReadable: takeMachineReadable(words),
    binary: process.argv[1] ?? 'tspacker',
    logsTexts: log.enabled && Boolean(process.env.PACKER_LOG_PATH),
    onSignal,
    beginRun: () => {
      process.env.PACKER_RUN_UUID = platform.random.uuid();
    },
    leave: (exitCode) => void finish(platform, exitCode),
  });
  const exitCode = await dispatch(words, host);
  await log.flush();
  return exitCode;
}

async function main(): Promise<never> {
  const secrets = new Secrets();
  // Hundreds of builds listen to one signal; that is no leak.
  process.getBuiltinModule('node:events').setMaxListeners(0);
  process.on('uncaughtException', (error) => crash(error, secrets));
  process.on('unhandledRejection', (error) => crash(error, secrets));
  const platform: Platform = {
    files: tunedByVolume(nodeFiles()),
    environment: nodeEnvironment(),
    clock: nodeClock(),
    random: nodeRandom(),
    log: silentLog,
    terminal: nodeTerminal(),
    evaluation: nodeEvaluation(),
  };
  try {
    return await finish(platform, await run(platform, secrets));
  } catch (error) {
    if (!(error instanceof StartError)) return crash(error, secrets);
    await platform.terminal.errorOutput.write(error.message);
    return finish(platform, 1);
  }
}

void main();
