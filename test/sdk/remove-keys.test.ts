import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  communicatorOptions,
  runSteps,
  type StepState,
  stepRemoveKeys,
  withCommunicatorDefaults,
} from '../../src/sdk/index.ts';
import { fakeUi, never, place, settings } from '../builtin/support/harness.ts';
import { memoryMachine } from '../builtin/support/memory-communicator.ts';

const here = place();
const asked = { ssh_clear_authorized_keys: true, temporary_key_pair_name: 'packer_1' };
const removal = [
  "run sed -i.bak '/ packer_1$/d' ~/.ssh/authorized_keys; rm ~/.ssh/authorized_keys.bak",
  "run sudo sed -i.bak '/ packer_1$/d' /root/.ssh/authorized_keys; sudo rm /root/.ssh/authorized_keys.bak",
];

describe('stepRemoveKeys', () => {
  it.each([
    ['is asked', asked, {}, removal],
    ['goes on after a failure', asked, { fails: 'no sudo' }, removal],
    ['is not asked', { temporary_key_pair_name: 'packer_1' }, {}, []],
    ['has no name', { ssh_clear_authorized_keys: true }, {}, []],
    ['is for another communicator', { ...asked, communicator: 'winrm' }, {}, []],
  ])('%s', async (_, options, answer, log) => {
    const config = withCommunicatorDefaults(z.object(communicatorOptions).parse(options));
    const communicator = memoryMachine(() => answer);
    const ui = fakeUi();
    const state: StepState = { communicator };
    await runSteps(
      [stepRemoveKeys({ config, host: here.host })],
      state,
      { ui, signal: never },
      settings,
    );
    const said = 'say: Trying to remove ephemeral keys from authorized_keys files';
    expect({ log: communicator.log, lines: ui.lines, error: state.error }).toEqual({
      log,
      lines: log.length === 0 ? [] : [said],
      error: undefined,
    });
  });
});
