// Signals at many moments of a run: what is printed, the exit code, and what is left running.
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePlugin } from '../rig/bundle-plugin.ts';
import { binary, start, steady, type Workplace, workplace } from './program.ts';

let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  plugin = await bundlePlugin(`${import.meta.dirname}/../rig/rig-plugin.ts`, 'packer-plugin-rig');
});
afterAll(() => plugin[Symbol.asyncDispose]());

const nullBuild = (inside: string) => `source "null" "a" {
  communicator = "none"
}
build {
  sources = ["source.null.a"]
${inside}}
`;
const shell = (kind: string, ...lines: readonly string[]) =>
  `  ${kind} "shell-local" {\n    inline = ${JSON.stringify(lines)}\n  }\n`;
const rig = (kind: string) => `  ${kind} "rig-scripted" {\n    name = "x"\n  }\n`;
const rigBuilder = `source "rig-scripted" "a" {
  name = "x"
}
build {
  sources = ["source.rig-scripted.a"]
}
`;

const ended = (reason: string) => `Build 'null.a' errored after <DURATION>: ${reason}

==> Wait completed after <DURATION>
Cleanly cancelled builds after being interrupted.
`;
const cancelling = 'Cancelling build after receiving interrupt\n';
const running = '==> null.a: Running local shell script: <ROOT>/tmp/packer-shell<N>\n';
const notExecuted =
  'Error executing script: <ROOT>/tmp/packer-shell<N>\n\nPlease see output above for more information.';
const cleaning =
  '==> null.a: Provisioning step had errors: Running the cleanup provisioner, if present...\n';
const warned = (line: number) =>
  `Warning: this is a test\n\n  on template.pkr.hcl line ${line}:\n  (source code not available)\n\n\n`;

interface Row {
  readonly template: string;
  /** What the rig plugin does, see rig-plugin.ts. */
  readonly mode?: string;
  /** The signal is sent when this was printed, or when a process with this in its command line runs. */
  readonly when: { readonly shown: string } | { readonly runs: string };
  readonly signals?: readonly NodeJS.Signals[];
  readonly output: string;
  readonly exit?: number;
}

const rows: Record<string, Row> = {
  'while a plugin says what it has': {
    template: rigBuilder,
    mode: 'describe-hangs',
    when: { runs: 'describe' },
    output: `${cancelling}Cleanly cancelled builds after being interrupted.\n`,
  },
  'while a plugin starts': {
    template: rigBuilder,
    mode: 'greet-never',
    when: { runs: 'packer-plugin-rig start' },
    output: `${cancelling}Cleanly cancelled builds after being interrupted.\n`,
  },
  'while a plugin checks a configuration': {
    template: rigBuilder,
    mode: 'hang-in=prepare',
    when: { runs: 'packer-plugin-rig start' },
    output: `${cancelling}Cleanly cancelled builds after being interrupted.\n`,
  },
  'while a provisioner works': {
    template: nullBuild(shell('provisioner', 'echo go; sleep 1000')),
    when: { shown: 'null.a: go' },
    output: `${running}==> null.a: go\n${cancelling}${ended('context canceled')}`,
  },
  'while a plugin provisions and does not listen': {
    template: nullBuild(`${shell('provisioner', 'echo go')}${rig('provisioner')}`),
    mode: 'hang-in=provision',
    when: { shown: 'null.a: go' },
    output: `${warned(9)}${running}==> null.a: go\n${cancelling}${ended('context canceled')}`,
  },
  'while the next try is waited for': {
    template: nullBuild(
      '  provisioner "shell-local" {\n    pause_before = "1000s"\n    inline       = ["true"]\n  }\n',
    ),
    when: { shown: 'Pausing' },
    output: `==> null.a: Pausing 16m40s before the next provisioner...\n${cancelling}${ended('context canceled')}`,
  },
  'while a post-processor works': {
    template: nullBuild(
      shell('post-processor', 'echo go; sleep 1000') + shell('post-processor', 'echo next'),
    ),
    when: { shown: '(shell-local): go' },
    output: `==> null.a: Running post-processor:  (type shell-local)
==> null.a (shell-local): Running local shell script: <ROOT>/tmp/packer-shell<N>
==> null.a (shell-local): go
${cancelling}==> null.a: Running post-processor:  (type shell-local)
==> null.a (shell-local): Running local shell script: <ROOT>/tmp/packer-shell<N>
${ended(`2 error(s) occurred:

* Post-processor failed: ${notExecuted}
* Post-processor failed: ${notExecuted}`)}`,
  },
  'twice while cleaning up: it ends at once': {
    template: nullBuild(
      shell('provisioner', 'exit 7') + shell('error-cleanup-provisioner', 'echo go; sleep 1000'),
    ),
    when: { shown: 'null.a: go' },
    signals: ['SIGINT', 'SIGINT'],
    output: `${running}${cleaning}${running}==> null.a: go\n${cancelling}Interrupted again: leaving without cleaning up.\n`,
  },
  SIGTERM: {
    template: nullBuild(shell('provisioner', 'echo go; sleep 1000')),
    when: { shown: 'null.a: go' },
    signals: ['SIGTERM'],
    output: `${running}==> null.a: go\nCancelling build after receiving terminated\n${ended('context canceled')}`,
  },
  SIGHUP: {
    template: nullBuild(shell('provisioner', 'echo go; sleep 1000')),
    when: { shown: 'null.a: go' },
    signals: ['SIGHUP'],
    output: `${running}==> null.a: go\nCancelling build after receiving hangup\n${ended('context canceled')}`,
  },
};

async function runs(place: Workplace, words: string): Promise<void> {
  while (!(await place.running()).some((command) => command.includes(words))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a signal', () => {
  it.concurrent.each(Object.entries(rows))('%s', async (_, row) => {
    await using place = await workplace({ 'template.pkr.hcl': row.template });
    await copyFile(plugin.executable, join(place.folder, 'packer-plugin-rig'));
    const program = start(place, [binary, 'build', '-color=false', '.'], {
      RIG: row.mode ?? '',
      PACKER_PLUGIN_PATH: place.folder,
    });
    if ('shown' in row.when) await program.shows(row.when.shown);
    else await runs(place, row.when.runs);
    for (const signal of row.signals ?? ['SIGINT']) {
      program.child.kill(signal);
      await program.shows('Cancelling build');
    }
    const { exit, output, errors } = await program.ended;
    expect({ exit, output: steady(output, place), errors, left: await place.left() }).toEqual({
      exit: row.exit ?? 1,
      output: row.output,
      errors: '',
      left: [],
    });
  });
});

describe('a hangup of the terminal', () => {
  const ways: Record<string, readonly string[]> = {
    'of a shell that sets $_': ['bash', '-c', 'nohup "$@"', 'bash'],
    'that closes input for reading, as it does to a terminal': [
      'sh',
      '-c',
      'exec "$@" 0>/dev/null',
      'sh',
    ],
  };
  it.each(Object.entries(ways))('is nothing to a build under nohup %s', async (_, words) => {
    await using place = await workplace({
      't.pkr.hcl': nullBuild(
        shell('provisioner', 'echo go; while [ ! -e finish ]; do sleep 0.05; done; echo done'),
      ),
    });
    const program = start(place, [...words, binary, 'build', '-color=false', 't.pkr.hcl']);
    await program.shows('null.a: go');
    program.child.kill('SIGHUP');
    await writeFile(join(place.folder, 'finish'), '');
    const { exit, output } = await program.ended;
    expect({ exit, output: steady(output, place) }).toEqual({
      exit: 0,
      output: `${running}==> null.a: go
==> null.a: done
Build 'null.a' finished after <DURATION>.

==> Wait completed after <DURATION>

==> Builds finished. The artifacts of successful builds are:
--> null.a: Did not export anything. This is the null builder
`,
    });
  });
});
