import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuildRequest, build, type Host, validate } from '../../src/app/index.ts';
import { builtins } from '../../src/builtin/index.ts';
import { Secrets } from '../../src/events/index.ts';
import {
  nodeClock,
  nodeEnvironment,
  nodeEvaluation,
  nodeFiles,
  nodeRandom,
  nodeTerminal,
  type Platform,
  silentLog,
} from '../../src/platform/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { peopleListener } from '../../src/ui/index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-app-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const platform: Platform = {
  files: nodeFiles(),
  environment: nodeEnvironment(),
  clock: nodeClock(),
  random: nodeRandom(),
  log: silentLog,
  terminal: nodeTerminal(),
  evaluation: nodeEvaluation(),
};

/** A host over the real world whose output is kept. */
function stage(signal = new AbortController().signal) {
  let shown = '';
  const secrets = new Secrets();
  const output = {
    write: async (text: string) => {
      shown += text;
    },
    flush: async () => {},
    problem: undefined,
  };
  const listener = peopleListener({
    output,
    secrets,
    clock: platform.clock,
    color: false,
    escapeCodes: false,
    timestamps: false,
    ask: () => Promise.reject(new Error('no available tty')),
  });
  const host: Host = {
    platform,
    listener,
    secrets,
    registry: createRegistry({
      builtins: async () => builtins(platform),
      plugins: () => Promise.reject(new Error('no plugin is needed here')),
    }),
    signal,
    coreVersion: '1.16.0',
  };
  const text = () =>
    shown
      .replace(/after \d.*?(?=[.:\n])/g, 'after TIME')
      .replace(/\S*packer-shell\d+/g, 'SCRIPT')
      .replaceAll(folder, 'DIR');
  return { host, text };
}

function requestFor(template: string, more: Partial<BuildRequest> = {}): BuildRequest {
  const path = join(folder, 't.pkr.hcl');
  writeFileSync(path, template);
  return {
    template: {
      path,
      configType: 'json',
      inputs: { variableFiles: [], variables: [], warnOnUndeclared: false },
    },
    evaluation: { skipDatasources: false, sequential: false, ignorePrereleases: false },
    selection: { only: [], except: [] },
    policy: { debug: false, force: false, onError: '' },
    parallel: 0,
    skipEnforcement: false,
    ...more,
  };
}

const template = (inline: string) => `
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
source "null" "x" {
  communicator = "none"
}
build {
  sources = ["null.x"]
  provisioner "shell-local" {
    inline = ["${inline}"]
  }
}
`;

const header = '==> null.x: Running local shell script: SCRIPT\n';
const artifact = `
==> Builds finished. The artifacts of successful builds are:
--> null.x: Did not export anything. This is the null builder
`;

describe('build', () => {
  it('tells the whole story of a good build, without secrets', async () => {
    const { host, text } = stage();
    const report = await build(requestFor(template(`echo $\{var.secret} $\{build.ID}`)), host);
    expect(report.ok).toBe(true);
    expect(text()).toBe(
      `${header}==> null.x: <sensitive> Null\nBuild 'null.x' finished after TIME.\n\n==> Wait completed after TIME\n${artifact}`,
    );
  });

  it('masks an encoding of a secret', async () => {
    const { host, text } = stage();
    const inline = 'echo ${base64encode("me:${var.secret}")} ${upper(var.secret)}';
    await build(requestFor(template(inline.replaceAll('\\"', '"'))), host);
    expect(text()).toContain(`${header}==> null.x: <sensitive> HUNTER2\n`);
  });

  it('fails with the provisioner', async () => {
    const { host, text } = stage();
    const report = await build(requestFor(template('exit 3')), host);
    const reason = 'Script exited with non-zero exit status: 3. Allowed exit codes are: [0]';
    expect(report.ok).toBe(false);
    expect(text()).toBe(
      `${header}==> null.x: Provisioning step had errors: Running the cleanup provisioner, if present...\nBuild 'null.x' errored after TIME: ${reason}\n\n==> Wait completed after TIME\n\n==> Some builds didn't complete successfully and had errors:\n--> null.x: ${reason}\n\n==> Builds finished but no artifacts were created.\n`,
    );
  });

  it('does not start what was cancelled before', async () => {
    const cancel = new AbortController();
    cancel.abort(new Error('context canceled'));
    const { host, text } = stage(cancel.signal);
    const report = await build(requestFor(template('echo never')), host);
    expect(report).toEqual({ ok: false, run: undefined });
    expect(text()).toBe('Cleanly cancelled builds after being interrupted.\n');
  });

  it.each<[string, string, Partial<BuildRequest>, string]>([
    [
      'a template that cannot be parsed',
      'build {',
      {},
      'Error: Unclosed configuration block\n\n  on DIR/t.pkr.hcl line 1, in build:\n   1: build {\n\nThere is no closing brace for this block before the end of the file. This may be\ncaused by incorrect brace nesting elsewhere in this file.\n\n\n',
    ],
    [
      'a variable without value',
      'variable "v" {}\n',
      {},
      'Error: Unset variable "v"\n\nA used variable must be set or have a default value; see\nhttps://packer.io/docs/templates/hcl_templates/syntax for details.\n\n\n',
    ],
    [
      'nothing selected',
      template('true'),
      { selection: { only: [], except: ['*'] } },
      'Error: No builds to run\n\nA build command cannot run without at least one build to process. If the only or\nexcept flags have been specified at run time check that at least one build is\nselected for execution.\n\n\n',
    ],
  ])('refuses %s', async (_, source, more, shown) => {
    const { host, text } = stage();
    expect(await build(requestFor(source, more), host)).toEqual({ ok: false, run: undefined });
    expect(text()).toBe(shown);
  });
});

describe('validate', () => {
  it.each<[string, string, boolean, boolean, string]>([
    ['a good template', template('true'), false, true, 'The configuration is valid.\n'],
    [
      'syntax only',
      template(`$\{nobody}`),
      true,
      true,
      'Syntax-only check passed. Everything looks okay.\n',
    ],
    [
      'a template without builds',
      'locals {}\n',
      false,
      false,
      'Error: Missing build block\n\nA build block with one or more sources is required for executing a build.\n\n\n',
    ],
  ])('%s', async (_, source, syntaxOnly, valid, shown) => {
    const { host, text } = stage();
    const request = requestFor(source);
    expect(await validate({ ...request, syntaxOnly }, host)).toBe(valid);
    expect(text()).toBe(shown);
  });
});

describe('HCP Packer', () => {
  const nullSource = 'source "null" "x" {\n communicator = "none"\n}\n';
  const build1 = 'build {\n sources = ["null.x"]\n}\n';
  const registry = 'hcp_packer_registry {\n bucket_name = "abc"\n}\n';
  const inBuild = 'build {\n hcp_packer_registry {}\n sources = ["null.x"]\n}\n';
  const deprecated = 'Warning: Build block level hcp_packer_registry are deprecated';
  const credentials = 'Error: HCP authentication information required';
  const bucket = 'Error: Bucket name required';
  const absent = 'Error: HCP Packer is not supported';
  const login = { HCP_CLIENT_ID: 'id', HCP_CLIENT_SECRET: 'secret' };

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [build1, {}, []],
    [registry + build1, {}, [credentials]],
    [registry + build1, login, [absent]],
    [registry + build1, { HCP_CRED_FILE: '/nowhere/file.json' }, [credentials]],
    [registry + build1, { HCP_PACKER_REGISTRY: 'OFF' }, []],
    [registry + build1 + build1, {}, ['Error: Multiple build blocks']],
    [inBuild, {}, [deprecated, credentials, bucket]],
    [inBuild, { HCP_PACKER_REGISTRY: '0' }, []],
    [registry + inBuild, {}, [deprecated, 'Error: Multiple HCP Packer registry block declaration']],
    ['hcp_packer_registry {}\nbuild {\n name = "abc"\n sources = ["null.x"]\n}\n', login, [bucket]],
    [
      'build {\n name = "abc"\n sources = ["null.x"]\n}\n',
      { ...login, HCP_PACKER_REGISTRY: '' },
      [absent],
    ],
    [build1, { ...login, HCP_PACKER_BUCKET_NAME: 'b' }, [absent]],
  ])('%j with %j', async (text, variables, problems) => {
    const { host, text: shown } = stage();
    const environment = { ...platform.environment, home: folder, variables };
    const world = { ...host, platform: { ...platform, environment } };
    expect((await build(requestFor(nullSource + text), world)).ok).toBe(problems.length === 0);
    expect(shown().match(/^(Error|Warning): .*/gm) ?? []).toEqual(problems);
  });
});
