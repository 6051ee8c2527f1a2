import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasGo, testPlugin } from './go-build.ts';
import { freshFolder } from './rig.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const program = join(root, 'dist', 'cli', 'main.js');
const built = existsSync(program);
if (!built && process.env.CI) throw new Error('nothing is built: npm run build');

/** Where in a build a component can be made to die. */
const places = [
  ['datasource', 'configure'],
  ['datasource', 'execute'],
  ['builder', 'prepare'],
  ['builder', 'run'],
  ['builder', 'start'],
  ['builder', 'after'],
  ['builder', 'destroy'],
  ['provisioner', 'prepare'],
  ['provisioner', 'provision'],
  ['provisioner', 'after'],
  ['post-processor', 'configure'],
  ['post-processor', 'process'],
] as const;
const deaths = ['kill', 'exit', 'panic'] as const;
const points = places.flatMap(([kind, place]) =>
  deaths.map((death) => [kind, place, death] as const),
);

function template(folder: string, kind: string, trouble: string): string {
  const at = (wanted: string) => (kind === wanted ? `trouble = "${trouble}"` : '');
  return `
data "rig-echo" "e" {
  text = "from data"
  ${at('datasource')}
}
source "rig" "doomed" {
  folder   = "${folder}/machine"
  greeting = data.rig-echo.e.text
  ${at('builder')}
}
source "null" "other" {
  communicator = "none"
}
build {
  sources = ["source.rig.doomed"]
  provisioner "rig-run" {
    command = "echo provisioned"
    ${at('provisioner')}
  }
  post-processor "rig-note" {
    file = "${folder}/note"
    text = "noted"
    ${at('post-processor')}
  }
}
build {
  sources = ["source.null.other"]
  provisioner "shell-local" {
    inline = ["echo alive"]
  }
}
`;
}

interface Ran {
  readonly code: number | string | null;
  readonly output: string;
}

function build(folder: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, 'build', '-color=false', 't.pkr.hcl'],
      {
        cwd: folder,
        env: {
          ...process.env,
          PACKER_PLUGIN_PATH: join(folder, 'plugins'),
          PACKER_CONFIG_DIR: folder,
          PACKER_CACHE_DIR: join(folder, 'cache'),
        },
      },
      (error, stdout, stderr) =>
        resolve({ code: error ? (error.code ?? null) : 0, output: stdout + stderr }),
    );
  });
}

/** Processes that run an executable of this folder. */
function leftRunning(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/exe`).startsWith(folder);
      } catch {
        return false;
      }
    });
}

const absent = !hasGo ? 'Go is absent' : !built ? 'nothing is built' : undefined;

describe.skipIf(absent !== undefined)(`a Go plugin that dies (${absent ?? 'for real'})`, () => {
  let binary: string;
  beforeAll(() => {
    binary = testPlugin('0.6');
  });

  it.each(points)(
    '%s at %s by %s: one clear error, nothing left running',
    async (kind, place, death) => {
      const folder = freshFolder();
      mkdirSync(join(folder, 'plugins'));
      mkdirSync(join(folder, 'machine'));
      copyFileSync(binary, join(folder, 'plugins', 'packer-plugin-rig'));
      writeFileSync(join(folder, 't.pkr.hcl'), template(folder, kind, `${place}:${death}`));
      const { code, output } = await build(folder);
      const ending = {
        kill: 'was killed by SIGKILL',
        exit: 'exited with status 7',
        panic: 'exited with status 2',
      }[death];
      const errors = output.match(/plugin\s+packer-plugin-rig\s+(?:was\s+killed|exited)/g) ?? [];
      expect(output.replace(/\s+/g, ' ')).toContain(`plugin packer-plugin-rig ${ending}`);
      // Said when it happens and again in the summary, by the build and its causes, but never in a flood.
      expect(errors.length).toBeLessThanOrEqual(3);
      expect(code).toBe(1);
      const running = !['configure', 'prepare', 'execute'].includes(place);
      if (running) expect(output).toContain("Build 'null.other' finished");
      expect(leftRunning(folder)).toEqual([]);
    },
  );
});
