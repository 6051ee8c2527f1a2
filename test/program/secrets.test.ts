// Secrets in everything that is shown or logged, in the forms in which scripts and plugins print them. What a template
// puts into files on purpose (`custom_data` of a manifest, the content of a file) is there as it is.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, workplace } from './program.ts';

const template = `variable "login" {
  type      = object({ name = string, keys = list(string) })
  sensitive = true
  default   = { name = "plain-secret-1", keys = ["it's \\"quoted\\" \\\\ 2", "first-line-3\\nsecond-line-4\\n"] }
}

local "token" {
  expression = "token-\${var.login.name}-5"
  sensitive  = true
}

source "file" "a" {
  content = "nothing"
  target  = "artifact-plain-secret-1"
}

build {
  sources = ["source.file.a"]

  provisioner "shell-local" {
    environment_vars = ["KEY=\${var.login.keys[0]}"]
    inline = [
      "echo \${var.login.name}",
      "printf '%s\\\\n' \\"$KEY\\"",
      "cat >&2 <<'EOF'",
      "\${jsonencode({ key = var.login.keys[0], lines = var.login.keys[1] })}",
      "EOF",
      "echo 'second-line-4 first-line-3 \${local.token}'",
      "printf plain-sec; sleep 0.2; printf 'ret-1\\\\n'",
      "exit 3",
    ]
  }
  error-cleanup-provisioner "shell-local" {
    inline = ["echo never for this builder"]
  }
}

build {
  name    = "kept"
  sources = ["source.file.a"]
  post-processor "manifest" {
    custom_data = { note = "with \${local.token}" }
  }
  post-processor "shell-local" {
    name   = "plain-secret-1"
    inline = ["echo to-stderr-plain-secret-1 >&2; exit 1"]
  }
}
`;

const pieces = ['plain-secret-1', 'quoted', 'first-line-3', 'second-line-4', 'token-plain'];

const ways: readonly (readonly [string, readonly string[], Record<string, string>])[] = [
  ['a build', ['build', '.'], {}],
  ['-machine-readable', ['build', '-machine-readable', '.'], {}],
  ['-timestamp-ui', ['build', '-timestamp-ui', '-color=false', '.'], {}],
  ['PACKER_LOG', ['build', '.'], { PACKER_LOG: '1' }],
  ['PACKER_LOG_PATH', ['build', '.'], { PACKER_LOG_PATH: 'log.txt' }],
  ['a wrong value', ['validate', '-var', 'login=plain-secret-1', '.'], {}],
  ['inspect', ['inspect', '.'], {}],
];

describe('secrets are in no output', () => {
  it.each(ways)('%s', async (_, args, environment) => {
    await using place = await workplace({ 't.pkr.hcl': template });
    const { output, errors } = await run(place, args, environment);
    const files = (await readdir(place.folder)).filter((name) => name === 'log.txt');
    const texts = await Promise.all(
      files.map((name) => readFile(join(place.folder, name), 'utf8')),
    );
    const all = [output, errors, ...texts].join('\n');
    expect(all).not.toBe('');
    const shown = all.split('\n').filter((line) => pieces.some((piece) => line.includes(piece)));
    expect(shown).toEqual([]);
  });
});

/** Loaded into the program: it fails as soon as a script is started, with the text of that script. */
const bug = `import processes from 'node:child_process';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { spawn } = processes;
processes.spawn = (...call) => {
  const script = /\\S*packer-shell\\d+/.exec(JSON.stringify(call))?.[0];
  if (script !== undefined) {
    const text = readFileSync(script.replace(/^"/, ''), 'utf8');
    setImmediate(() => { throw new Error('a bug at ' + text); });
  }
  return spawn(...call);
};
syncBuiltinESMExports();
`;

it('a crash shows no secrets, nor does its file', async () => {
  await using place = await workplace({ 't.pkr.hcl': template, 'bug.mjs': bug });
  const { exit, errors } = await run(place, ['build', '-only=file.a', '.'], {
    NODE_OPTIONS: `--import=${join(place.folder, 'bug.mjs')}`,
  });
  const file = await readFile(join(place.folder, 'crash.log'), 'utf8');
  expect([exit, file.split('\n').slice(1, 4)]).toEqual([
    2,
    ['Error: a bug at #!/bin/sh -e', 'echo <sensitive>', `printf '%s\\n' "$KEY"`],
  ]);
  const both = `${file}\n${errors}`.split('\n');
  expect(both.filter((line) => pieces.some((piece) => line.includes(piece)))).toEqual([]);
});
