import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Needs a docker daemon with the image below, and `npm run build` before.
const image = process.env.TSPACKER_TEST_IMAGE ?? 'debian:bookworm';
const root = join(import.meta.dirname, '../../../..');
const program = join(root, 'dist/cli/main.js');
const absent = !existsSync(program)
  ? 'nothing is built: npm run build'
  : spawnSync('docker', ['image', 'inspect', image]).status === 0
    ? undefined
    : `no docker daemon with the image ${image}`;
if (absent !== undefined && process.env.CI) throw new Error(absent);

const docker = (...args: readonly string[]) =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();
const containers = () => new Set(docker('ps', '-aq', '--no-trunc').split('\n'));

let folder: string;
let before: ReadonlySet<string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-docker-'));
  before = absent === undefined ? containers() : new Set();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build that is running. */
interface Running {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when the output holds the text. */
  says(text: string): Promise<void>;
  readonly ended: Promise<number | string | null>;
}

function build(template: string): Running {
  writeFileSync(join(folder, 't.pkr.hcl'), template);
  const env = {
    ...process.env,
    PACKER_PLUGIN_PATH: join(root, 'dist/plugins/docker'),
    PACKER_CONFIG_DIR: folder,
    TSPACKER_TEST_FOLDER: folder,
  };
  const args = [program, 'build', '-color=false', 't.pkr.hcl'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting: (() => void)[] = [];
  const hear = (chunk: Buffer) => {
    output += chunk;
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => output.includes(text) && resolve();
      waiting.push(look);
      look();
      void ended.then(() => reject(new Error(`ended without saying ${text}:\n${output}`)));
    });
  return { child, output: () => output, says, ended };
}

/** Processes of the build, its plugins and their helpers. */
function processes(): readonly { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
        if (!environment.includes(`TSPACKER_TEST_FOLDER=${folder}`)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return [{ pid: Number(pid), command }];
      } catch {
        return [];
      }
    });
}

function killPlugin(): void {
  const plugins = processes().filter(({ command }) =>
    command.includes('packer-plugin-docker start'),
  );
  expect(plugins).not.toEqual([]);
  for (const { pid } of plugins) process.kill(pid, 'SIGKILL');
}

function nothingLeft(): void {
  expect([...containers()].filter((id) => !before.has(id))).toEqual([]);
  expect(processes()).toEqual([]);
  const shared = join(folder, '.packer.d');
  expect(existsSync(shared) ? readdirSync(shared) : []).toEqual([]);
}

const source = (name: string) => `
source "docker" "${name}" {
  image   = "${image}"
  pull    = false
  commit  = true
  changes = ["LABEL tspacker=test"]
}`;

const hanging = `${source('d')}
build {
  sources = ["source.docker.d"]
  provisioner "shell" {
    inline = ["echo READY", "sleep 100"]
  }
}`;

describe.skipIf(absent !== undefined)(`real docker (skipped: ${absent ?? 'no'})`, () => {
  it('makes two images in parallel, each with what its provisioners did', async () => {
    const run = build(`${source('left')}${source('right')}
build {
  sources = ["source.docker.left", "source.docker.right"]
  provisioner "shell" {
    inline = ["echo made by \${source.name} > /made"]
  }
  post-processor "docker-tag" {
    repository = "tspacker-test"
    tags       = [source.name]
  }
}`);
    expect(await run.ended, run.output()).toBe(0);
    try {
      for (const name of ['left', 'right'])
        expect(docker('run', '--rm', `tspacker-test:${name}`, 'cat', '/made')).toBe(
          `made by ${name}`,
        );
    } finally {
      docker('rmi', '-f', 'tspacker-test:left', 'tspacker-test:right');
    }
    nothingLeft();
  });

  it('leaves nothing behind after a failure', async () => {
    const run = build(hanging.replace('sleep 100', 'exit 3'));
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('Script exited with non-zero exit status: 3');
    nothingLeft();
  });

  it('leaves nothing behind after Ctrl-C', async () => {
    const run = build(hanging);
    await run.says('READY');
    process.kill(-(run.child.pid ?? 0), 'SIGINT');
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('Cleanly cancelled builds after being interrupted.');
    nothingLeft();
  });

  it.each([['Starting docker container'], ['Container ID'], ['READY']])(
    'leaves nothing behind after kill -9 of the plugin at "%s"',
    async (moment) => {
      const run = build(hanging);
      await run.says(moment);
      killPlugin();
      expect(await run.ended).toBe(1);
      expect(run.output()).toContain('plugin packer-plugin-docker was killed by SIGKILL');
      nothingLeft();
    },
  );

  it('leaves nothing behind after kill -9 of tspacker itself', async () => {
    const run = build(hanging);
    await run.says('READY');
    run.child.kill('SIGKILL');
    expect(await run.ended).toBe('SIGKILL');
    await expect.poll(() => processes(), { timeout: 60_000 }).toEqual([]);
    nothingLeft();
  });
});
