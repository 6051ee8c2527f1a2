import { afterEach, beforeEach } from 'vitest';
import { type FakeInternet, fakeInternet } from './fake-internet.ts';
import { binary, type Machine, makeMachine } from './program.ts';

/** A machine whose way to the internet is a proxy of ours; made anew for every test. */
export interface Online {
  internet: FakeInternet;
  machine: Machine;
}

/** Gives every test of the file a machine and an internet. */
export function everyTestOnline(): Online {
  const online = {} as Online;
  beforeEach(async () => {
    const internet = await fakeInternet();
    const machine = makeMachine([process.execPath, binary]);
    machine.environment.HTTPS_PROXY = `http://${internet.proxy}`;
    machine.environment.NODE_EXTRA_CA_CERTS = machine.write(
      'authority.pem',
      internet.authority.certificate,
    );
    Object.assign(online, { internet, machine });
  });
  afterEach(async () => {
    online.machine[Symbol.dispose]();
    await online.internet[Symbol.asyncDispose]();
  });
  return online;
}
