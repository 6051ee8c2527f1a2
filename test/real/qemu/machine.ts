import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ssh/sshd.ts';

const emulator = 'qemu-system-x86_64';

/** A folder with `base.qcow2`, `vmlinuz`, `initrd` and the key `id_ed25519` of the user `packer`. */
const image = process.env.TSPACKER_TEST_VM;

/** Why the tests of this folder cannot run here; undefined if they can. */
export const missing =
  spawnSync(emulator, ['--version']).status !== 0
    ? `${emulator} is not installed`
    : image === undefined || !existsSync(join(image, 'base.qcow2'))
      ? 'TSPACKER_TEST_VM does not name a folder with a disk image'
      : undefined;

/** A virtual machine with a disk of its own, reached over SSH. */
export interface Machine {
  readonly port: number;
  readonly key: string;
  /** A folder for the test's files. */
  readonly folder: string;
  /** Pulls the plug. */
  kill(): void;
  /** Stops the machine and removes its disk. */
  remove(): Promise<void>;
}

/** Starts the machine; it answers on its port when it has booted. Blocks only until it is started. */
export async function startMachine(): Promise<Machine> {
  const rig = image ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'tspacker-vm-'));
  const disk = join(folder, 'disk.qcow2');
  const base = join(rig, 'base.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, disk]);
  const port = await freePort();
  const child = spawn(emulator, [
    ...['-accel', 'tcg', '-machine', 'pc', '-cpu', 'qemu64', '-smp', '1', '-m', '512'],
    ...['-display', 'none', '-serial', `file:${join(folder, 'serial.log')}`],
    ...['-drive', `file=${disk},if=virtio,format=qcow2`],
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ...['-device', 'virtio-net,netdev=net'],
    ...['-kernel', join(rig, 'vmlinuz'), '-initrd', join(rig, 'initrd')],
    ...['-append', 'root=/dev/vda rw console=ttyS0 net.ifnames=0 quiet mitigations=off'],
  ]);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port,
    key: join(rig, 'id_ed25519'),
    folder,
    kill: () => pullPlug(child),
    async remove() {
      pullPlug(child);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pullPlug = (child: ChildProcess): void => {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
};
