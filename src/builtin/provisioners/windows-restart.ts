import * as z from 'zod/mini';
import {
  type Call,
  cancellation,
  duration,
  encodedPowerShell,
  type Machine,
  messageOf,
  provisioner,
  retry,
  runWithUi,
  textSink,
} from '../../sdk/index.ts';
import { fiveMinutes, flag, text, texts } from '../options.ts';

const betweenProbes = 10_000;
const betweenChecks = 5_000;

const servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
const pendingKeys = [
  `HKLM:${servicing}\\RebootPending`,
  `HKLM:${servicing}\\PackagesPending`,
  `HKLM:${servicing.replace('SOFTWARE', 'Software')}\\RebootInProgress`,
];

const usualCheck = 'echo ("{0} restarted." -f [System.Net.Dns]::GetHostName())';
const probe = 'shutdown /r /f /t 60 /c "packer restart test"';

/** Shutting down already, or logging off: the restart is under way. */
const underWay = [1115, 1190, 1717];

const options = z.object({
  restart_command: text('shutdown /r /f /t 0 /c "packer restart"'),
  restart_check_command: text(),
  restart_timeout: duration(fiveMinutes),
  check_registry: flag(),
  registry_keys: texts(),
});
type RestartCall = Call<z.infer<typeof options>>;

/** Runs a command, shows its output and resolves with what was on stdout. */
async function shown(
  machine: Machine,
  command: string,
  { ui, signal }: Pick<RestartCall, 'ui' | 'signal'>,
): Promise<string> {
  const stdout = textSink();
  await runWithUi(machine, command, { ui, signal }, { stdout });
  return stdout.text();
}

async function restart(call: RestartCall, machine: Machine): Promise<void> {
  const { config, host, ui, signal } = call;
  const { clock } = host.platform;
  await ui.say('Restarting Machine');
  const startTimeout = Number(config.restart_timeout) / 1e6;
  const status = await retry({ startTimeout, clock, signal }, () =>
    runWithUi(machine, config.restart_command, { ui, signal }),
  );
  if (![0, 1115, 1190].includes(status))
    throw new Error(`Restart script exited with non-zero exit status: ${status}`);
}

/** Waits until the machine goes down: as long as it does not, another shutdown can be asked for. */
async function untilGoingDown({ host, signal }: RestartCall, machine: Machine): Promise<void> {
  for (;;) {
    let status: number;
    try {
      status = await machine.run(probe, { signal });
    } catch (error) {
      if (signal.aborted) throw error;
      return;
    }
    if (status === 1) return;
    if (status === 0) {
      await machine.run('shutdown /a', { signal }).catch(() => {});
      return;
    }
    const { log, clock } = host.platform;
    if (!underWay.includes(status)) log.write('debug', `unexpected exit code of probe: ${status}`);
    await clock.sleep(betweenProbes, signal);
  }
}

/** Whether Windows still waits for something; not knowing counts as yes. */
async function isPending({ config, signal }: RestartCall, machine: Machine): Promise<boolean> {
  if (!config.check_registry) return false;
  const keys = config.registry_keys.length > 0 ? config.registry_keys : pendingKeys;
  for (const key of keys) {
    let output = '';
    const onLine = (line: string): void => {
      output += line;
    };
    await machine.run(encodedPowerShell(`Test-Path "${key}"`), { signal, onLine });
    if (output.includes('True')) return true;
  }
  return false;
}

async function untilBack(call: RestartCall, machine: Machine): Promise<void> {
  const { config, host, signal } = call;
  const { log, clock } = host.platform;
  let customPending = config.restart_check_command !== '';
  for (;;) {
    try {
      if (customPending) {
        await shown(machine, config.restart_check_command, call);
        customPending = false;
      }
      const output = await shown(machine, encodedPowerShell(usualCheck), call);
      if (output.includes('restarted.') && !(await isPending(call, machine))) return;
    } catch (error) {
      log.write('debug', `the machine does not answer yet: ${messageOf(error)}`);
    }
    await clock.sleep(betweenChecks, signal);
  }
}

async function waitForRestart(call: RestartCall, machine: Machine): Promise<void> {
  const { config, host, ui, signal } = call;
  await ui.say('Waiting for machine to restart...');
  const over = new AbortController();
  const inTime = { ...call, signal: AbortSignal.any([signal, over.signal]) };
  const work = untilGoingDown(inTime, machine)
    .then(() => untilBack(inTime, machine))
    .then(() => 'back' as const);
  const late = host.platform.clock
    .sleep(Number(config.restart_timeout) / 1e6, inTime.signal)
    .then(() => 'late' as const);
  try {
    if ((await Promise.race([work, late])) === 'back') {
      await ui.say('Machine successfully restarted, moving on');
      return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const text = 'Error waiting for machine to restart: Communicator wait canceled';
    throw new Error(text, { cause: cancellation(signal) });
  } finally {
    over.abort();
    for (const each of [work, late]) each.catch(() => {});
  }
  const text = 'Timeout waiting for machine to restart.';
  await ui.error(text);
  throw new Error(text);
}

/** Restarts the machine and waits until it is back (components 2.8). */
export const component = provisioner({
  schema: options,
  provision: async (call, machine) => {
    await restart(call, machine);
    await waitForRestart(call, machine);
  },
});
