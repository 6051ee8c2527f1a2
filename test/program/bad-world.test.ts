// A world that does not cooperate, seen from outside: all that is printed, the exit code, and what is left running.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { binary, run, start, steady, type Workplace, workplace } from './program.ts';

const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** Mounts something; the system may forbid it. */
const mount = (...words: readonly string[]) => spawnSync('mount', words).status === 0;

/** Takes away what the two functions below have mounted. */
function unmount({ folder }: Workplace): void {
  for (const name of ['full', 'fixed']) {
    if (existsSync(join(folder, name))) spawnSync('umount', [join(folder, name)]);
  }
}

/** Makes `full` a disk without any room. */
function fillDisk({ folder }: Workplace): boolean {
  const disk = join(folder, 'full');
  mkdirSync(disk);
  if (!mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk)) return false;
  spawnSync('dd', ['if=/dev/zero', `of=${disk}/rest`, 'bs=1k', 'count=100']);
  return true;
}

/** Makes `fixed` a folder that even root cannot write into. */
function fixFolder({ folder }: Workplace): boolean {
  const fixed = join(folder, 'fixed');
  mkdirSync(fixed);
  writeFileSync(join(fixed, 'bad.pkr.hcl'), 'locals {a=1}\n');
  return mount('--bind', fixed, fixed) && mount('-o', 'remount,ro,bind', fixed);
}

const canDrop = spawnSync(nobody[0] ?? '', [...nobody.slice(1), 'true']).status === 0;

const template = (target: string, after = '') => `source "file" "a" {
  content = "x"
  target  = "${target}"
}
build {
  sources = ["source.file.a"]
${after}}
`;

const failed = (
  reason: string,
  said = '',
) => `${said}Build 'file.a' errored after <DURATION>: ${reason}

==> Wait completed after <DURATION>

==> Some builds didn't complete successfully and had errors:
--> file.a: ${reason}

==> Builds finished but no artifacts were created.
`;

const inPostProcessor = (type: string, reason: string, said = '') =>
  failed(
    `1 error(s) occurred:\n\n* Post-processor failed: ${reason}`,
    `==> file.a: Running post-processor:  (type ${type})\n${said}`,
  );

interface Row {
  readonly files?: Record<string, string>;
  /** Makes the world bad; false where the system does not allow it. */
  readonly prepare?: (place: Workplace) => boolean;
  readonly args: readonly string[];
  /** Words before the program. */
  readonly as?: readonly string[];
  readonly exit: number;
  readonly output: string;
  readonly errors?: string;
}

const rows: Record<string, Row> = {
  'full disk: artifact': {
    files: { 't.pkr.hcl': template('full/out') },
    prepare: fillDisk,
    args: ['build', '-color=false', '.'],
    exit: 1,
    output: failed('write full/out: no space left on device'),
  },
  'full disk: manifest': {
    files: {
      't.pkr.hcl': template(
        'out',
        '  post-processor "manifest" {\n    output = "full/manifest.json"\n  }\n',
      ),
    },
    prepare: fillDisk,
    args: ['build', '-color=false', '.'],
    exit: 1,
    output: inPostProcessor(
      'manifest',
      'Unable to write full/manifest.json: open full/manifest.json: no space left on device',
    ),
  },
  'full disk: archive': {
    files: {
      't.pkr.hcl': template(
        'out',
        '  post-processor "compress" {\n    output = "full/x.tar.gz"\n  }\n',
      ),
    },
    prepare: fillDisk,
    args: ['build', '-color=false', '.'],
    exit: 1,
    output: inPostProcessor(
      'compress',
      'write full/x.tar.gz: no space left on device',
      `==> file.a (compress): Using pgzip compression with <N> cores for full/x.tar.gz
==> file.a (compress): Tarring full/x.tar.gz with pgzip
`,
    ),
  },
  'full disk: fmt': {
    prepare: (place) => {
      const done = fillDisk(place);
      if (done) truncateSync(join(place.folder, 'full', 'rest'), 4096);
      return done;
    },
    args: ['fmt', 'full'],
    exit: 0,
    output: '',
  },
  'unwritable folder: artifact': {
    files: { 't.pkr.hcl': template('fixed/out') },
    prepare: fixFolder,
    args: ['build', '-color=false', 't.pkr.hcl'],
    exit: 1,
    output: failed('open fixed/out: read-only file system'),
  },
  'unwritable folder: fmt': {
    prepare: fixFolder,
    args: ['fmt', 'fixed'],
    exit: 1,
    output: `fixed/bad.pkr.hcl
Error: encountered an error while formatting fixed/bad.pkr.hcl

open fixed/bad.pkr.hcl: read-only file system


`,
  },
  'unreadable template': {
    files: { 't.pkr.hcl': template('out') },
    prepare: ({ folder }) => {
      chmodSync(join(folder, 't.pkr.hcl'), 0);
      chmodSync(dirname(folder), 0o755);
      return canDrop;
    },
    as: nobody,
    args: ['validate', '.'],
    exit: 1,
    output: `Error: Failed to read file

The configuration file "t.pkr.hcl" could not be read.


`,
  },
  'a home that cannot be written': {
    prepare: ({ folder }) => {
      chmodSync(dirname(folder), 0o755);
      return canDrop;
    },
    as: nobody,
    args: ['version'],
    exit: 0,
    output: 'Packer v1.16.0\n',
  },
  'a folder without templates': {
    files: { 'sub/readme.txt': 'nothing here' },
    args: ['build', 'sub'],
    exit: 1,
    output: `Error: Could not find any config file in sub

A config file must be suffixed with \`.pkr.hcl\` or \`.pkr.json\`. A folder can be
referenced.


`,
  },
  'a folder named like a template': {
    files: { 'sub/x.pkr.hcl/readme.txt': 'nothing here' },
    args: ['validate', 'sub'],
    exit: 1,
    output: `Error: Could not find any config file in sub

A config file must be suffixed with \`.pkr.hcl\` or \`.pkr.json\`. A folder can be
referenced.


`,
  },
  'a template without an end': {
    args: ['validate', '/dev/zero'],
    exit: 1,
    output: `Failed to parse file as legacy JSON template: if you are using an HCL template, check your file extensions; they should be either *.pkr.hcl or *.pkr.json; see the docs for more details: https://www.packer.io/docs/templates/hcl_templates. 
Original error: open /dev/zero: file too large
`,
  },
  'a huge template': {
    prepare: ({ folder }) => {
      writeFileSync(join(folder, 'huge.pkr.hcl'), '');
      truncateSync(join(folder, 'huge.pkr.hcl'), 3 * 2 ** 30);
      return true;
    },
    args: ['validate', 'huge.pkr.hcl'],
    exit: 1,
    output: `Error: Failed to read file

The configuration file "huge.pkr.hcl" could not be read.


`,
  },
};

describe('a world that does not cooperate', () => {
  it.each(Object.entries(rows))('%s', async (_, row) => {
    await using place = await workplace(row.files);
    if (row.prepare?.(place) === false) {
      if (process.env.CI) throw new Error('this machine must allow mounts and other users');
      console.warn('skipped: this machine does not allow mounts or other users');
      return;
    }
    const ended = await start(place, [...(row.as ?? []), binary, ...row.args]).ended;
    unmount(place);
    expect({ ...ended, output: steady(ended.output, place), left: await place.left() }).toEqual({
      exit: row.exit,
      output: row.output,
      errors: row.errors ?? '',
      left: [],
    });
  });
});

const talkative = `source "null" "a" {
  communicator = "none"
}
build {
  sources = ["source.null.a"]
  provisioner "shell-local" {
    inline = ["seq 1 100000", "touch finished"]
  }
}
`;

describe('output that nobody takes', () => {
  it.each([
    ['a reader that leaves', (command: string) => `${command} | head -1`, 0],
    ['a closed standard output', (command: string) => `${command} >&-`, 0],
    ['standard output and error closed', (command: string) => `${command} >&- 2>&-`, 0],
  ])('%s: the build goes on to its end', async (_, line, exit) => {
    await using place = await workplace({ 't.pkr.hcl': talkative });
    const ended = await start(place, ['sh', '-c', line(`${binary} build -color=false .`)]).ended;
    expect({ exit: ended.exit, errors: ended.errors }).toEqual({ exit, errors: '' });
    expect(existsSync(join(place.folder, 'finished'))).toBe(true);
    expect(await place.left()).toEqual([]);
  });

  it('a full disk under standard output is told, and the exit code says so', async () => {
    await using place = await workplace({ 't.pkr.hcl': talkative });
    const ended = await start(place, ['sh', '-c', `${binary} build . > /dev/full`]).ended;
    expect(ended).toEqual({
      exit: 1,
      output: '',
      errors: 'Error writing to standard output: no space left on device\n',
    });
  });
});

describe('a named pipe as template', () => {
  const withPipe = async () => {
    const place = await workplace();
    execFileSync('mkfifo', [join(place.folder, 'pipe.pkr.hcl')]);
    return place;
  };

  it('is read when somebody writes to it', async () => {
    await using place = await withPipe();
    const running = run(place, ['validate', '-syntax-only', 'pipe.pkr.hcl']);
    const writer = start(place, ['sh', '-c', 'echo "locals {}" > pipe.pkr.hcl']);
    expect(await running).toEqual({
      exit: 0,
      output: 'Syntax-only check passed. Everything looks okay.\n',
      errors: '',
    });
    await writer.ended;
  });

  it.each([
    ['validate', 'SIGTERM', 'Cancelling build after receiving terminated\n'],
    ['validate', 'SIGHUP', 'Cancelling build after receiving hangup\n'],
    ['inspect', 'SIGINT', ''],
    [
      'build',
      'SIGINT',
      'Cancelling build after receiving interrupt\nCleanly cancelled builds after being interrupted.\n',
    ],
  ] as const)('does not keep %s from hearing %s', async (command, signal, output) => {
    await using place = await withPipe();
    const running = start(place, [binary, command, 'pipe.pkr.hcl']);
    const ready = `for i in $(seq 600); do ls -l /proc/${running.child.pid}/fd 2>/dev/null | grep -q pipe.pkr.hcl && exit 0; sleep 0.1; done; exit 1`;
    expect((await start(place, ['sh', '-c', ready]).ended).exit).toBe(0);
    running.child.kill(signal);
    expect(await running.ended).toEqual({ exit: 1, output, errors: '' });
  });
});
