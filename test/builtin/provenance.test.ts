import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyAttestation } from '../../src/app/index.ts';
import type { BuildSettings } from '../../src/components/index.ts';
import { verifySignature } from '../../src/platform/index.ts';
import type { World } from '../../src/sdk/index.ts';
import { folderAddress, withoutCredentials } from '../../src/builtin/provenance/source.ts';
import { errorOf, fakeUi, fileArtifact, type Loose, place, prepared } from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

/** What differs from test to test around the post-processor. */
interface Around {
  readonly files?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly settings?: Partial<BuildSettings>;
  readonly signal?: AbortSignal;
}

function world(variables: Around['variables']): World {
  const environment = {
    ...here.world.environment,
    cwd: here.folder,
    // Nothing above the folder of the test is a repository of its own.
    variables: {
      PATH: process.env.PATH,
      GIT_CEILING_DIRECTORIES: join(here.folder, '..'),
      ...variables,
    },
  };
  return { ...here.world, environment };
}

async function run(options: Options, around: Around = {}) {
  const host = { ...here.host, platform: world(around.variables) };
  const { component, prepared: answer } = await prepared(
    host,
    'post-processor',
    'provenance',
    options,
    around.settings,
  );
  if (answer.error !== undefined) return { refused: answer.error };
  const ui = fakeUi();
  const input = fileArtifact((around.files ?? ['disk.img']).map((name) => here.path(name)));
  const signal = around.signal ?? new AbortController().signal;
  const work = component.process({ ui, signal }, input);
  const failure = (await errorOf(work))?.replaceAll(here.folder, '<folder>');
  if (failure !== undefined) return { failure };
  const { artifact, keepInput } = await work;
  expect([artifact === input, keepInput]).toEqual([true, 'always']);
  return { lines: ui.lines.map((line) => line.replaceAll(here.folder, '<folder>')) };
}

const content = (name: string) => readFileSync(here.path(name), 'utf8');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/;

/** The statement beside `disk.img`. */
async function statement(options: Options, around: Around = {}) {
  writeFileSync(here.path('disk.img'), 'disk');
  const written = '<folder>/x.disk.img.provenance.json';
  expect(await run(options, around)).toEqual({ lines: [`say: Wrote attestation to ${written}`] });
  return JSON.parse(content('x.disk.img.provenance.json')).predicate;
}

describe('provenance', () => {
  it('writes the statement as Go does, without a final newline', async () => {
    writeFileSync(here.path('disk.img'), 'disk');
    const options = {
      template: 't<&>.pkr.hcl',
      only_builds: ['b', 'a\u2028'],
      user_variables: { zeta: 'z', 9: 'nine', 10: 'ten', pw: 'hidden' },
      source_uri: 'urn:source',
    };
    const around = {
      variables: { PKR_VAR_zeta: 'not this', PKR_VAR_key: 'hidden', BUILD_ID: '7' },
      settings: { sensitiveVariables: ['pw', 'key', 'unused'] },
    };
    expect(await run(options, around)).toEqual({
      lines: ['say: Wrote attestation to <folder>/x.disk.img.provenance.json'],
    });
    expect(readdirSync(here.folder)).toEqual(['disk.img', 'x.disk.img.provenance.json']);
    expect(statSync(here.path('x.disk.img.provenance.json')).mode & 0o777).toBe(0o664);
    expect(content('x.disk.img.provenance.json')).toBe(`{
  "_type": "https://in-toto.io/Statement/v1",
  "subject": [
    {
      "name": "disk.img",
      "digest": {
        "sha256": "${sha256('disk')}"
      }
    }
  ],
  "predicateType": "https://slsa.dev/provenance/v1",
  "predicate": {
    "buildDefinition": {
      "buildType": "https://packer.io/buildtypes/hcl2/v1",
      "externalParameters": {
        "onlyBuilds": [
          "b",
          "a\\u2028"
        ],
        "template": "t\\u003c\\u0026\\u003e.pkr.hcl",
        "userVariables": {
          "10": "ten",
          "9": "nine",
          "key": "[sensitive value redacted]",
          "pw": "[sensitive value redacted]",
          "zeta": "z"
        }
      },
      "internalParameters": {
        "packerBuildName": "x",
        "packerBuilderType": "null",
        "packerVersion": "1.16.0"
      },
      "resolvedDependencies": [
        {
          "uri": "urn:source"
        }
      ]
    },
    "runDetails": {
      "builder": {
        "id": "https://packer.io/local-build",
        "version": {
          "packer": "1.16.0"
        }
      },
      "metadata": {
        "invocationId": "7"
      }
    }
  }
}`);
  });

  it('identifies an artifact without files by its builder and name', async () => {
    const output = here.path('new/folder');
    expect(await run({ output_dir: output }, { files: [] })).toEqual({
      lines: ['say: Wrote attestation to <folder>/new/folder/x.test.files-Files.provenance.json'],
    });
    const identity = '{"builderId":"test.files","id":"Files"}';
    const made = JSON.parse(content('new/folder/x.test.files-Files.provenance.json'));
    expect(made.subject).toEqual([
      { name: 'test.files:Files', digest: { sha256: sha256(identity) } },
    ]);
    expect(made.predicate.buildDefinition.externalParameters).toEqual({});
    expect(made.predicate.runDetails.metadata.invocationId).toMatch(uuid);
    expect(made.predicate.runDetails.byproducts).toEqual([
      { name: 'cloud-artifact-identity', content: Buffer.from(identity).toString('base64') },
    ]);
  });

  it.each([
    ['x', ['a.img', 'sub/b.img'], 'x.a.img'],
    ['x', ['sub/../sub/b.img', 'a.img'], 'sub/x.b.img'],
    ['a', ['a.img'], 'a.img'],
    ['a.img', ['a.img'], 'a.img'],
    ['a.im', ['a.img'], 'a.im.a.img'],
    [' my build/1é² ', ['a.img'], 'my_build_1é_.a.img'],
    [' ', ['a.img'], 'a.img'],
  ])('build %j, files %j: %s', async (buildName, files, stem) => {
    mkdirSync(here.path('sub'));
    for (const name of ['a.img', 'sub/b.img']) writeFileSync(here.path(name), name);
    expect(await run({}, { files, settings: { buildName } })).toEqual({
      lines: [`say: Wrote attestation to <folder>/${stem}.provenance.json`],
    });
    const { subject } = JSON.parse(content(`${stem}.provenance.json`));
    expect(subject).toHaveLength(files.length);
  });

  it('can be switched off, whatever else is said', async () => {
    const off = { provenance: false, sbom: true, signing_mode: 'kms', key: 'awskms://k' };
    expect(await run(off)).toEqual({ lines: [] });
    expect(readdirSync(here.folder)).toEqual([]);
  });

  it('is cancelled before it writes', async () => {
    expect(await run({}, { signal: AbortSignal.abort() })).toEqual({ failure: 'context canceled' });
    expect(readdirSync(here.folder)).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['disk.img', 'disk.img/x', /^create output dir "<folder>\/disk.img\/x": mkdir /],
    ['disk.img', 'taken', /^write attestation "<folder>\/taken\/x.disk.img.provenance.json": /],
    ['gone', 'out', /^hash "<folder>\/gone": open <folder>\/gone: no such file or directory$/],
    ['taken', 'out', /^hash "<folder>\/taken": read <folder>\/taken: is a directory$/],
  ])('fails: file %s, folder %s', async (file, folder, failure) => {
    writeFileSync(here.path('disk.img'), 'disk');
    mkdirSync(here.path('taken/x.disk.img.provenance.json/inside'), { recursive: true });
    expect(await run({ output_dir: here.path(folder) }, { files: [file] })).toEqual({
      failure: expect.stringMatching(failure),
    });
    expect(readdirSync(here.folder)).toEqual(['disk.img', 'taken']);
    expect(readdirSync(here.path('taken'))).toEqual(['x.disk.img.provenance.json']);
  });

  it.each<[Options, string]>([
    [{ signer: 'a', key: 'b' }, 'signer and key must match when both are set'],
    [{ signing_mode: 'Key' }, 'signing_mode "Key" is not implemented'],
    [{ signing_mode: 'key' }, 'signing_mode "key" requires signer or key'],
    [{ signing_mode: 'kms' }, 'signing_mode "kms" requires signer or key'],
    [
      { signing_mode: 'kms', signer: 'k.pem' },
      'signing_mode "kms" requires a recognized KMS or Vault URI: awskms://, gcpkms://, azurekms://, or hashivault://',
    ],
    [
      { signing_mode: 'kms', signer: 'hashivault://k' },
      'signing_mode "kms" is not supported by tspacker: it needs a key management service; use signing_mode "key" with a private key in a file',
    ],
    [
      { signing_mode: 'keyless', verifier: 'k.pub' },
      'signing_mode "keyless" does not support verifier overrides; keyless attestations are verified against keyless_identity and keyless_oidc_issuer',
    ],
    [
      { signing_mode: 'keyless', keyless_identity: 'me', keyless_oidc_issuer: ' ' },
      'signing_mode "keyless" requires keyless_identity and keyless_oidc_issuer',
    ],
    [
      { signing_mode: 'keyless', keyless_identity: 'me', keyless_oidc_issuer: 'it' },
      'signing_mode "keyless" is not supported by tspacker: it needs the services of Sigstore; use signing_mode "key" with a private key in a file',
    ],
    [
      { sbom: true },
      'sbom is not supported by tspacker: it needs a scanner; make the SBOM with a post-processor such as shell-local',
    ],
    [{ templat: 'x' }, `1 error occurred:\n\t* unknown configuration key: '"templat"'\n\n`],
  ])('refuses %j', async (options, refused) => {
    expect(await run(options)).toEqual({ refused });
  });
});

describe('source of the template', () => {
  it.each<[Around['variables'], Options, unknown, string]>([
    [
      {
        GITHUB_REPOSITORY: '/o/r ',
        GITHUB_SHA: 'abc',
        GITHUB_SERVER_URL: 'https://gh.example.com//',
        GITHUB_REF: 'refs/tags/v1',
        GITHUB_WORKFLOW_REF: 'o/r/b.yml@refs/tags/v1',
        CI_JOB_URL: 'https://other',
      },
      {},
      [{ uri: 'git+https://gh.example.com/o/r@refs/tags/v1', digest: { gitCommit: 'abc' } }],
      'o/r/b.yml@refs/tags/v1',
    ],
    [
      { GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc' },
      {},
      [{ uri: 'git+https://github.com/o/r', digest: { gitCommit: 'abc' } }],
      'https://packer.io/local-build',
    ],
    [
      {
        GITHUB_REPOSITORY: 'o/r',
        CI_PROJECT_URL: 'https://gl.example.com/o/r/',
        CI_COMMIT_SHA: 'def',
        CI_COMMIT_REF_NAME: 'main',
        CI_PIPELINE_URL: 'https://gl/p',
      },
      {},
      [{ uri: 'git+https://gl.example.com/o/r@refs/heads/main', digest: { gitCommit: 'def' } }],
      'https://gl/p',
    ],
    [
      { CI_PROJECT_URL: 'https://gl/o/r', CI_COMMIT_SHA: 'def', BUILD_URL: ' ' },
      { source_uri: 'urn:given' },
      [{ uri: 'urn:given', digest: { gitCommit: 'def' } }],
      'https://packer.io/local-build',
    ],
    [{}, {}, undefined, 'https://packer.io/local-build'],
    [{ PATH: '/nowhere' }, {}, undefined, 'https://packer.io/local-build'],
  ])('%j', async (variables, options, dependencies, builder) => {
    const { buildDefinition, runDetails } = await statement(options, {
      variables: variables ?? {},
    });
    expect([buildDefinition.resolvedDependencies, runDetails.builder.id]).toEqual([
      dependencies,
      builder,
    ]);
  });

  it.each<[string, readonly (readonly string[])[], string]>([
    ['without a remote', [], 'git+file://<folder>@refs/heads/main'],
    [
      'with a remote whose address holds a password',
      [['remote', 'add', 'origin', 'https://me:secret@example.com:8443/o/r.git']],
      'git+https://example.com:8443/o/r.git@refs/heads/main',
    ],
    [
      'detached',
      [
        ['remote', 'add', 'origin', 'git@example.com:o/r.git'],
        ['checkout', '-q', '--detach'],
      ],
      'git+git@example.com:o/r.git',
    ],
  ])('a repository %s', async (_, commands, uri) => {
    // Without the settings of whoever runs the test.
    const env = { PATH: process.env.PATH, HOME: here.folder };
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: here.folder, encoding: 'utf8', env }).trim();
    git('init', '-q', '-b', 'main');
    const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    git(...person, 'commit', '-q', '--allow-empty', '-m', 'one');
    for (const command of commands) git(...command);
    const { buildDefinition } = await statement({});
    expect(buildDefinition.resolvedDependencies).toEqual([
      {
        uri: uri.replace('<folder>', git('rev-parse', '--show-toplevel')),
        digest: { gitCommit: git('rev-parse', 'HEAD') },
      },
    ]);
  });

  it.each([
    ['https://token@example.com/o/r', 'https://example.com/o/r'],
    ['ssh://git@example.com/o/r?a@b', 'ssh://example.com/o/r?a@b'],
    ['https://example.com/o@2/r', 'https://example.com/o@2/r'],
    ['git@example.com:o/r', 'git@example.com:o/r'],
    ['/srv/r.git', '/srv/r.git'],
  ])('%s without credentials', (address, expected) => {
    expect(withoutCredentials(address)).toBe(expected);
  });

  it.each([
    ['/a/b', 'file:///a/b'],
    ['C:/a', 'file:///C:/a'],
    ["/a b/ü!'()*?#%[$&+,:;=@~", 'file:///a%20b/%C3%BC%21%27%28%29%2A%3F%23%25%5B$&+,:;=@~'],
  ])('the folder %s', (folder, address) => {
    expect(folderAddress(folder)).toBe(address);
  });
});

const keys = {
  ed25519: generateKeyPairSync('ed25519'),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  koblitz: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  x25519: generateKeyPairSync('x25519'),
  short: generateKeyPairSync('rsa', { modulusLength: 512 }),
};
const privatePem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  String(key.export({ type, format: 'pem' }));
const publicPem = (key: KeyObject) => String(key.export({ type: 'spki', format: 'pem' }));

const pemFiles: Readonly<Record<string, string>> = {
  'ed25519.pem': privatePem(keys.ed25519.privateKey),
  'ed25519.pub': publicPem(keys.ed25519.publicKey),
  'p384.pem': privatePem(keys.p384.privateKey, 'sec1'),
  'p384.pub': publicPem(keys.p384.publicKey),
  'rsa.pem': privatePem(keys.rsa.privateKey, 'pkcs1'),
  'rsa.pub': publicPem(keys.rsa.publicKey),
  'koblitz.pem': privatePem(keys.koblitz.privateKey),
  'x25519.pem': privatePem(keys.x25519.privateKey),
  'short.pem': privatePem(keys.short.privateKey),
  'other name.pem': `text before\n${privatePem(keys.ed25519.privateKey).replaceAll('PRIVATE', 'X').replaceAll('\n', '\r\n')}`,
  'junk.pem': 'no key',
};

async function sign(options: { readonly [name: string]: string }) {
  for (const [name, text] of Object.entries(pemFiles)) writeFileSync(here.path(name), text);
  writeFileSync(here.path('disk.img'), 'disk');
  const paths = Object.entries(options).map(([name, file]) => [name, here.path(file)] as const);
  return run({ signing_mode: 'key', ...Object.fromEntries(paths) });
}

describe('signed provenance', () => {
  it.each([
    ['ed25519', { signer: 'ed25519.pem' }],
    ['ed25519', { signer: 'other name.pem', key: 'other name.pem' }],
    ['p384', { key: 'p384.pem', verifier: 'p384.pem' }],
    ['rsa', { key: 'rsa.pem', verifier: 'rsa.pub' }],
  ])('%s %j is accepted by verify-attestation', async (name, options) => {
    const written = '<folder>/x.disk.img.provenance.json';
    expect(await sign(options)).toEqual({ lines: [`say: Wrote attestation to ${written}`] });
    const envelope = JSON.parse(content('x.disk.img.provenance.json'));
    expect(envelope).toEqual({
      payloadType: 'application/vnd.in-toto+json',
      payload: expect.any(String),
      signatures: [{ keyid: sha256(pemFiles[`${name}.pub`] ?? ''), sig: expect.any(String) }],
    });
    const payload = Buffer.from(envelope.payload, 'base64').toString();
    expect(payload).toBe(JSON.stringify(JSON.parse(payload)));
    const request = {
      path: here.path('x.disk.img.provenance.json'),
      signingMode: 'key',
      key: here.path(`${name}.pub`),
      predicateType: 'https://slsa.dev/provenance/v1',
      builderId: 'https://packer.io/local-build',
      sourceUri: '',
      artifact: here.path('disk.img'),
      bundle: '',
      requireRekor: false,
      requireTimestamp: false,
      keylessIdentity: '',
    };
    expect(await verifyAttestation(request, { files: here.world.files, verifySignature })).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it.each<[{ readonly [name: string]: string }, string]>([
    [{ key: 'gone' }, 'read signer "<folder>/gone": open <folder>/gone: no such file or directory'],
    [{ key: 'junk.pem' }, 'decode signer "<folder>/junk.pem": no PEM block found'],
    [{ key: 'rsa.pub' }, 'unsupported private key in signer "<folder>/rsa.pub"'],
    [{ key: 'koblitz.pem' }, 'unsupported private key in signer "<folder>/koblitz.pem"'],
    [{ key: 'x25519.pem' }, 'unsupported private key in signer "<folder>/x25519.pem"'],
    [{ key: 'short.pem' }, 'unsupported private key in signer "<folder>/short.pem"'],
    [
      { key: 'rsa.pem', verifier: 'gone' },
      'read verifier "<folder>/gone": open <folder>/gone: no such file or directory',
    ],
    [
      { key: 'rsa.pem', verifier: 'junk.pem' },
      'load verifier "<folder>/junk.pem": no PEM block found',
    ],
    [
      { key: 'rsa.pem', verifier: 'x25519.pem' },
      'load verifier "<folder>/x25519.pem": unsupported PEM verifier data',
    ],
    [
      { key: 'rsa.pem', verifier: 'p384.pub' },
      'verify signed attestation: signature verification failed',
    ],
  ])('fails: %j', async (options, failure) => {
    expect(await sign(options)).toEqual({ failure });
    expect(readdirSync(here.folder).filter((name) => name.includes('provenance'))).toEqual([]);
  });
});
