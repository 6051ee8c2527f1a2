import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Machine, missing, startMachine } from './machine.ts';

const program = join(import.meta.dirname, '../../../dist/cli/main.js');
const absent = existsSync(program) ? missing : 'nothing is built: npm run build';
if (absent !== undefined && process.env.CI) throw new Error(absent);

let machine: Machine;

interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** Runs `build` on the machine; `onText` hears everything that is printed so far. */
function build(provisioners: string, onText: (text: string) => void = () => {}): Promise<Ended> {
  const template = `source "null" "vm" {
  ssh_host             = "127.0.0.1"
  ssh_port             = ${machine.port}
  ssh_username         = "packer"
  ssh_private_key_file = "${machine.key}"
  ssh_timeout          = "10m"
}
build {
  sources = ["null.vm"]
${provisioners}}
`;
  writeFileSync(join(machine.folder, 'vm.pkr.hcl'), template);
  const child = spawn(process.execPath, [program, 'build', '-color=false', 'vm.pkr.hcl'], {
    cwd: machine.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const hear = (chunk: Buffer): void => {
    text += chunk;
    onText(text);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, lines: text.split('\n').map(withoutChance) })),
  );
}

/** Names of temporary files and durations change from run to run. */
const withoutChance = (line: string): string =>
  line
    .replace(/(Uploading )\S+/, '$1FILE')
    .replace(/(shell script: ).*/, '$1SCRIPT')
    .replace(/after .* (milli)?seconds?.*/, 'after TIME');

describe.skipIf(absent !== undefined)(
  `a virtual machine${absent ? ` (skipped: ${absent})` : ''}`,
  () => {
    beforeEach(async () => {
      machine = await startMachine();
    });
    afterEach(() => machine.remove());

    it('is waited for, restarted by a provisioner, and found again', async () => {
      const { code, lines } = await build(`  provisioner "shell" {
    inline = ["cat /proc/sys/kernel/random/boot_id > first-boot", "echo 'up for the first time'"]
  }
  provisioner "shell" {
    inline            = ["sudo reboot 2> /dev/null", "sleep 600"]
    expect_disconnect = true
  }
  provisioner "file" {
    content     = "sent after the restart\\n"
    destination = "sent"
  }
  provisioner "shell" {
    inline = [
      "test \\"$(cat first-boot)\\" != \\"$(cat /proc/sys/kernel/random/boot_id)\\"",
      "cat sent > received",
    ]
  }
  provisioner "file" {
    direction   = "download"
    source      = "received"
    destination = "received.txt"
  }
`);
      expect(lines).toEqual([
        '==> null.vm: Using SSH communicator to connect: 127.0.0.1',
        '==> null.vm: Waiting for SSH to become available...',
        '==> null.vm: Connected to SSH!',
        '==> null.vm: Provisioning with shell script: SCRIPT',
        '==> null.vm: up for the first time',
        '==> null.vm: Provisioning with shell script: SCRIPT',
        '==> null.vm: Uploading FILE => sent',
        '==> null.vm: Provisioning with shell script: SCRIPT',
        '==> null.vm: Downloading received => received.txt',
        "Build 'null.vm' finished after TIME",
        '',
        '==> Wait completed after TIME',
        '',
        '==> Builds finished. The artifacts of successful builds are:',
        '--> null.vm: Did not export anything. This is the null builder',
        '',
      ]);
      expect(code).toBe(0);
      expect(readFileSync(join(machine.folder, 'received.txt'), 'utf8')).toBe(
        'sent after the restart\n',
      );
    });

    it('dies in the middle of a script', async () => {
      const { code, lines } = await build(
        `  provisioner "shell" {
    inline = ["echo 'about to die'", "sleep 600"]
  }
`,
        (text) => text.includes('about to die') && machine.kill(),
      );
      expect(lines).toEqual([
        '==> null.vm: Using SSH communicator to connect: 127.0.0.1',
        '==> null.vm: Waiting for SSH to become available...',
        '==> null.vm: Connected to SSH!',
        '==> null.vm: Provisioning with shell script: SCRIPT',
        '==> null.vm: about to die',
        '==> null.vm: Provisioning step had errors: Running the cleanup provisioner, if present...',
        "Build 'null.vm' errored after TIME",
        '',
        '==> Wait completed after TIME',
        '',
        "==> Some builds didn't complete successfully and had errors:",
        '--> null.vm: Script disconnected unexpectedly. If you expected your script to disconnect, i.e. from a restart, ' +
          'you can try adding `"expect_disconnect": true` or `"valid_exit_codes": [0, 2300218]` to the shell provisioner parameters.',
        '',
        '==> Builds finished but no artifacts were created.',
        '',
      ]);
      expect(code).toBe(1);
    });
  },
);
