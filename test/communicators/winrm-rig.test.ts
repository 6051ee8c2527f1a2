import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataMap, errorOf, fakeUi, never, place, prepared } from '../builtin/support/harness.ts';

const shared = process.env.TSPACKER_SHARED ?? join(import.meta.dirname, '../../../shared');
const server = join(shared, 'rigs/winrm/winrmd.mjs');
const skipped = !existsSync(server) && process.env.CI === undefined;
const here = place();

/** A WS-Management server with a make-believe Windows behind it. */
interface Rig {
  readonly port: number;
  readonly machine: { readonly files: Map<string, Buffer>; readonly log: string[] };
  close(): Promise<void>;
}

describe.skipIf(skipped)(`null builds over WinRM${skipped ? ` (${server} is absent)` : ''}`, () => {
  it.each(['basic', 'ntlm'])('logs in by %s, runs a script, moves files', async (auth) => {
    const { start } = await import(server);
    const rig: Rig = await start({ auth });
    const content = 'x'.repeat(20_000);
    try {
      const source = {
        communicator: 'winrm',
        winrm_host: '127.0.0.1',
        winrm_port: rig.port,
        winrm_username: 'Administrator',
        winrm_password: 'rig-password',
        winrm_use_ntlm: auth === 'ntlm',
      };
      const { component } = await prepared(here.host, 'builder', 'null', source);
      const ui = fakeUi();
      const run = component.run({ ui, signal: never }, async (_name, context, communicator) => {
        const options = { inline: ['Write-Host hello'] };
        const script = await prepared(here.host, 'provisioner', 'powershell', options);
        if (communicator === undefined) throw new Error('there is no communicator');
        await script.component.provision(context, communicator, dataMap({}));
        const destination = 'C:/Temp/big';
        const file = await prepared(here.host, 'provisioner', 'file', { content, destination });
        await file.component.provision(context, communicator, dataMap({}));
      });
      expect(await errorOf(run)).toBe(undefined);
      expect(
        ui.lines.filter((line) => !line.includes('rovisioning') && !line.includes('Upload')),
      ).toEqual([
        'say: Using WinRM communicator to connect: 127.0.0.1',
        'say: Waiting for WinRM to become available...',
        'say: WinRM connected.',
        'say: Connected to WinRM!',
        'say: hello',
      ]);
      expect(rig.machine.files.get('c:/temp/big')?.toString()).toBe(content);
    } finally {
      await rig.close();
    }
  });
});
