// Plugins that misbehave, seen from outside: all that is printed, the exit code, and what is left running.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePlugin } from '../rig/bundle-plugin.ts';
import { run, steady, workplace } from './program.ts';

let plugin: Awaited<ReturnType<typeof bundlePlugin>>;
beforeAll(async () => {
  plugin = await bundlePlugin(`${import.meta.dirname}/../rig/rig-plugin.ts`, 'packer-plugin-rig');
});
afterAll(() => plugin[Symbol.asyncDispose]());

const warning = (line: number) => `Warning: this is a test

  on template.pkr.hcl line ${line}:
  (source code not available)


`;

/** The component cannot even be prepared: nothing is built. */
const refusedBy = (summary: string, line: number) => (detail: string) =>
  `Error: ${summary}

  on template.pkr.hcl line ${line}:
  (source code not available)

${detail}


`;

const refused = (reason: string) => `Error: ${reason}

  on template.pkr.hcl line 1:
  (source code not available)


`;

/** The only build fails. */
const failed = (
  reason: string,
  said = '',
) => `${warning(1)}${said}Build 'rig-scripted.a' errored after <DURATION>: ${reason}

==> Wait completed after <DURATION>

==> Some builds didn't complete successfully and had errors:
--> rig-scripted.a: ${reason}

==> Builds finished but no artifacts were created.
`;

/** One of two builds fails, the other one goes on. */
const oneFailed = (line: number, said: string) => (reason: string) =>
  `${warning(line)}${said}Build 'null.a' errored after <DURATION>: ${reason}

==> Wait completed after <DURATION>

==> Some builds didn't complete successfully and had errors:
--> null.a: ${reason}

==> Builds finished. The artifacts of successful builds are:
--> null.b: Did not export anything. This is the null builder
`;

const twoBuilds = (inside: string) => `source "null" "a" {
  communicator = "none"
}
source "null" "b" {
  communicator = "none"
}
build {
  sources = ["source.null.b", "source.null.a"]
${inside}}
`;

const cleaningUp =
  '==> null.a: Provisioning step had errors: Running the cleanup provisioner, if present...\n';
const original = 'Script exited with non-zero exit status: 7. Allowed exit codes are: [0]';

interface Stage {
  readonly template: string;
  /** What is printed when it fails there for this reason. */
  readonly output: (reason: string) => string;
}

const builder = `source "rig-scripted" "a" {
  name = "x"
}
build {
  sources = ["source.rig-scripted.a"]
}
`;

const loading: Stage = {
  template: builder,
  output: (reason) =>
    refusedBy(
      'Failed to load source type',
      1,
    )(wrapped(`error initializing builder 'rig-scripted': ${reason}`)),
};

/** Details of diagnostics break at 80 columns. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    let current = '';
    for (const word of line.split(/(?<=\S) /)) {
      if (current === '') current = word;
      else if (current.length + 1 + word.length <= 80) current += ` ${word}`;
      else {
        lines.push(current);
        current = word;
      }
    }
    lines.push(current);
  }
  return lines.join('\n');
}

const stages = {
  load: loading,
  open: loading,
  schema: { template: builder, output: refused },
  prepare: { template: builder, output: refused },
  run: { template: builder, output: (reason) => failed(reason) },
  provision: {
    template: twoBuilds(`  provisioner "rig-scripted" {
    name = "x"
    only = ["null.a"]
  }
`),
    output: oneFailed(9, `Build 'null.b' finished after <DURATION>.\n${cleaningUp}`),
  },
  cleanup: {
    template: twoBuilds(`  provisioner "shell-local" {
    inline = ["exit 7"]
    only   = ["null.a"]
  }
  error-cleanup-provisioner "rig-scripted" {
    name = "x"
    only = ["null.a"]
  }
`),
    output: (reason) =>
      oneFailed(
        13,
        `Build 'null.b' finished after <DURATION>.\n==> null.a: Running local shell script: <ROOT>/tmp/packer-shell<N>\n${cleaningUp}`,
      )(`Cleanup failed: ${reason}. Original Provisioning error: ${original}`),
  },
  process: {
    template: twoBuilds(`  post-processor "rig-scripted" {
    name = "x"
    only = ["null.a"]
  }
`),
    output: (reason) =>
      oneFailed(
        9,
        "Build 'null.b' finished after <DURATION>.\n==> null.a: Running post-processor: x (type rig-scripted)\n",
      )(`1 error(s) occurred:\n\n* Post-processor failed: ${reason}`),
  },
  read: {
    template: `data "rig-scripted" "a" {
  name = "x"
}
source "null" "a" {
  communicator = "none"
}
build {
  sources = ["source.null.a"]
}
`,
    output: (reason) => refused(`Datasource.Execute failed: ${reason}`),
  },
  text: {
    template: builder,
    output: (reason) => `${warning(1)}==> rig-scripted.a: building in <N>
Build 'rig-scripted.a' finished after <DURATION>.

==> Wait completed after <DURATION>

==> Some builds didn't complete successfully and had errors:
--> rig-scripted.a: ${reason}

==> Builds finished but no artifacts were created.
`,
  },
  destroy: {
    template: builder.replace(
      /\}\n$/,
      `  post-processor "artifice" {
    files               = ["template.pkr.hcl"]
    keep_input_artifact = false
  }
}
`,
    ),
    output: (reason) =>
      failed(
        `1 error(s) occurred:\n\n* Error destroying builder artifact: ${reason}; bad artifact: []`,
        `==> rig-scripted.a: building in <N>
==> rig-scripted.a: Running post-processor:  (type artifice)
==> rig-scripted.a (artifice): Discarding files from artifact: box.img, box.json
==> rig-scripted.a (artifice): Using these artifact files: template.pkr.hcl
`,
      ),
  },
} satisfies Record<string, Stage>;

type StageName = keyof typeof stages;

const later: readonly StageName[] = [
  'open',
  'schema',
  'prepare',
  'run',
  'provision',
  'cleanup',
  'process',
  'read',
  'text',
  'destroy',
];

const ways = [
  ['die', 'exited with status 3 while it was needed; its last words were:\n    about to die'],
  ['kill', 'was killed by SIGKILL while it was needed'],
  [
    'garbage',
    'broke the protocol: "debug: I am here" came where a message was expected; standard output belongs to the protocol',
  ],
  ['close', 'closed its connection while it was needed'],
] as const;

/** Stage, what the plugin does (see rig-plugin.ts), how that is told. */
const rows: readonly (readonly [StageName, string, string])[] = [
  [
    'load',
    'describe-fails',
    'exited with status 2 instead of answering "describe"; its last words were:\n    no description today',
  ],
  [
    'load',
    'describe-garbage',
    'cannot be used: "describe" printed "Hello!" instead of a description in JSON',
  ],
  ['load', 'describe-hangs', 'did not answer "describe" within 30 s'],
  [
    'load',
    'greet-dies',
    'exited with status 4 before it greeted; its last words were:\n    cannot greet',
  ],
  ['load', 'greet-never', 'did not greet within 60 s'],
  ['load', 'greet-closes', 'closed its connection before it greeted'],
  [
    'load',
    'greet=Hello there',
    'cannot be used: its first line of output should have been "tspacker-jsonrpc|1|0" but was "Hello there"',
  ],
  ['schema', 'hang-in=schema', 'did not answer the call for a schema within 60 s'],
  ...later.flatMap((stage) =>
    ways.map(([way, told]): readonly [StageName, string, string] => [
      stage,
      `${way}-in=${stage === 'cleanup' ? 'provision' : stage}`,
      told,
    ]),
  ),
];

const longest = 180_000;

describe('a plugin that misbehaves', () => {
  it.concurrent.each(rows)(
    'at %s: %s',
    async (stage, mode, told) => {
      await using place = await workplace({ 'template.pkr.hcl': stages[stage].template });
      await copyFile(plugin.executable, join(place.folder, 'packer-plugin-rig'));
      const ended = await run(place, ['build', '-color=false', '-parallel-builds=1', '.'], {
        RIG: mode,
        RIG_ARTIFACT: '1',
        PACKER_PLUGIN_PATH: place.folder,
      });
      expect({ ...ended, output: steady(ended.output, place), left: await place.left() }).toEqual({
        exit: 1,
        output: stages[stage].output(`plugin packer-plugin-rig ${told}`),
        errors: '',
        left: [],
      });
    },
    longest,
  );
});
