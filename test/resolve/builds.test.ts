import { expect, test } from 'vitest';
import {
  type DeferredBody,
  placeholderBuildValues,
  realBuildValues,
  type ResolvedBuild,
} from '../../src/resolve/index.ts';
import { shown, worded } from '../schema/reading.ts';
import { resolving, texts } from './resolving.ts';

const sources = 'source "null" "x" {\n host = "h"\n}\nsource "file" "y" {\n}\n';

async function built(text: string) {
  const { resolved, phaseC } = await resolving({ files: { 'a.pkr.hcl': sources + text } });
  return { builds: resolved.builds, diagnostics: phaseC };
}

/** What a build consists of, without the bodies. */
function outline(build: ResolvedBuild) {
  const { name, description, sourceNames, provisioners, postProcessors } = build;
  return {
    name,
    description,
    sources: sourceNames,
    provisioners: provisioners.map((use) => [use.type, use.name]),
    cleanup: build.errorCleanupProvisioner?.type,
    postProcessors: postProcessors.map((chain) => chain.map((use) => [use.type, use.name])),
  };
}

const empty = {
  name: '',
  description: '',
  sources: ['null.x'],
  provisioners: [],
  cleanup: undefined,
  postProcessors: [],
};

const block = (inside: string) => `build {\n sources = ["null.x"]\n${inside}\n}`;

test.each([
  [block(''), empty],
  [
    'build {\n name = "n"\n description = "d"\n sources = ["source.null.x", "file.y"]\n}',
    { ...empty, name: 'n', description: 'd', sources: ['null.x', 'file.y'] },
  ],
  [
    'build {\n source "null.x" {\n name = "z"\n }\n source "source.file.y" {\n }\n}',
    { ...empty, sources: ['null.z', 'file.y'] },
  ],
  [
    block(
      'provisioner "shell" {\n name = build.name\n}\nprovisioner "shell-local" {\n}\nerror-cleanup-provisioner "shell" {\n}\nfrom "x" {\n}',
    ),
    {
      ...empty,
      provisioners: [
        ['shell', ''],
        ['shell-local', ''],
      ],
      cleanup: 'shell',
    },
  ],
  [
    block(
      'post-processor "manifest" {\n}\npost-processors {\n post-processor "compress" {\n name = "c"\n }\n post-processor "manifest" {\n }\n}',
    ),
    {
      ...empty,
      postProcessors: [
        [['manifest', '']],
        [
          ['compress', 'c'],
          ['manifest', ''],
        ],
      ],
    },
  ],
  [
    block(
      'dynamic "provisioner" {\n for_each = { b = "2", a = "1" }\n iterator = it\n labels = ["shell"]\n content {\n name = "${it.key}${it.value}"\n }\n}',
    ),
    {
      ...empty,
      provisioners: [
        ['shell', 'a1'],
        ['shell', 'b2'],
      ],
    },
  ],
])('%j', async (text, expected) => {
  const { builds, diagnostics } = await built(text);
  expect([builds.map(outline), diagnostics]).toEqual([[expected], []]);
});

const advice = (kind: string, type: string, prefix: string) =>
  `The ${kind} ${type} is unknown by Packer, and is likely part of a plugin that is not installed.\nYou may find the needed plugin along with installation instructions documented on the Packer integrations page.\n\nhttps://developer.hashicorp.com/packer/integrations?filter=${prefix}`;

test.each([
  [
    'build {\n}',
    'error a.pkr.hcl:6,1-6 missing source reference | a build block must reference at least one source to be built',
  ],
  [
    'build {\n sources = ["null"]\n}',
    'error a.pkr.hcl:6,1-6 Invalid source reference | A source type is made of three parts that are split by a dot `.`; each part must start with a letter and may contain only letters, digits, underscores, and dashes. A valid source reference looks like: `source.type.name`',
  ],
  [
    'build {\n sources = ["null.z", "nul.x", "amazon-ebs.x"]\n}',
    'error a.pkr.hcl:6,1-6 Unknown source null.z | Did you mean to use "null.x"?',
    'error a.pkr.hcl:6,1-6 Unknown source type nul | Did you mean to use "null"?',
    `error a.pkr.hcl:6,1-6 Unknown source type amazon-ebs | ${advice('source', 'amazon-ebs', 'amazon')}`,
  ],
  [
    'build {\n sources = ["null.somebody"]\n}',
    'error a.pkr.hcl:6,1-6 Unknown source null.somebody | Known: [file.y null.x]',
  ],
  [
    block(
      'provisioner "shel" {\n}\nerror-cleanup-provisioner "puppet-x" {\n}\npost-processor "x" {\n}',
    ),
    'error a.pkr.hcl:8,1-12 Unknown provisioner type "shel" | Did you mean to use "shell"?',
    `error a.pkr.hcl:10,1-26 Unknown error-cleanup-provisioner type "puppet-x" | ${advice('error-cleanup-provisioner', 'puppet-x', 'puppet')}`,
    `error a.pkr.hcl:12,1-15 Unknown post-processor type "x" | ${advice('post-processor', 'x', 'x')}`,
  ],
  [
    'build {\n sources = ["null.x"]\n nmae = "x"\n}',
    'error a.pkr.hcl:8,2-6 Unsupported argument | An argument named "nmae" is not expected here. Did you mean "name"?',
  ],
  [
    'build {\n name = null\n sources = "x"\n}',
    'error a.pkr.hcl:7,9-13 Unsuitable value type | Unsuitable value: null value is not allowed',
    'error a.pkr.hcl:8,13-14 Unsuitable value type | Unsuitable value: list of string required',
  ],
  [
    'build {\n source "null.x" {\n name = var.n\n }\n}',
    'error a.pkr.hcl:8,9-12 Variables not allowed | Variables may not be used here.',
    'error a.pkr.hcl:8,9-14 Unsuitable value type | Unsuitable value: value must be known',
  ],
  [
    block('provisioner "shell" {\n name = source.name\n}'),
    'error a.pkr.hcl:9,9-20 Unsuitable value type | Unsuitable value: value must be known',
  ],
  [
    block('provisioner "shell" {\n pause_before = "soon"\n}'),
    'error a.pkr.hcl:8,1-20 Failed to parse pause_before duration | time: invalid duration "soon"',
  ],
  [
    block('provisioner "shell" {\n timeout = "10"\n}'),
    'error a.pkr.hcl:8,1-20 Failed to parse timeout duration | time: missing unit in duration "10"',
  ],
  [
    block('provisioner "shell" {\n max_retries = 1.5\n}'),
    'error a.pkr.hcl:9,16-19 Unsuitable value type | Unsuitable value: value must be a whole number, between -9223372036854775808 and 9223372036854775807',
  ],
  [
    block('provisioner "shell" {\n only = ["a"]\n except = ["b"]\n}'),
    "error - only one of 'only' or 'except' may be specified",
  ],
  [
    block('provisioner "shell" {\n override = "x"\n}'),
    "error a.pkr.hcl:8,1-20 provisioner's override block must be an HCL object",
  ],
  [
    block('provisioner "shell" {\n override = { x = 5 }\n}'),
    "error a.pkr.hcl:8,1-20 provisioner's override.'x' block must be an HCL object",
  ],
  [
    block('error-cleanup-provisioner "shell" {\n}\nerror-cleanup-provisioner "shell" {\n}'),
    'error a.pkr.hcl:10,1-34 Only one error-cleanup-provisioner is allowed',
  ],
  [
    block('post-processor "manifest" {\n keep_input_artifact = "maybe"\n}'),
    'error a.pkr.hcl:9,25-30 Unsuitable value type | Unsuitable value: a bool is required',
  ],
  [
    'source "null" "x" {\n}',
    'error a.pkr.hcl:6,1-18 Duplicate source block | This source block has the same builder type and name as a previous block declared at a.pkr.hcl:1,1-18. Each source must have a unique name per builder type.',
  ],
  [
    'hcp_packer_registry {\n bucket_name = "my bucket"\n whatever = 1\n}',
    'error a.pkr.hcl:6,1-20 hcp_packer_registry.bucket_name can only contain between 3 and 36 ASCII letters, numbers and hyphens',
  ],
  [
    'hcp_packer_registry {\n labels = { a = "b" }\n}\nhcp_packer_registry {\n}',
    'warning - the argument hcp_packer_registry.labels has been deprecated and will be removed in the next minor release; please use hcp_packer_registry.bucket_labels',
    'error a.pkr.hcl:9,1-20 Only one hcp_packer_registry is allowed',
  ],
  [
    'hcp_packer_registry {\n bucket_name = "a!"\n labels = { a = "b" }\n bucket_labels = { a = "b" }\n}',
    'error a.pkr.hcl:6,1-20 hcp_packer_registry.bucket_name can only contain between 3 and 36 ASCII letters, numbers and hyphens',
    'error a.pkr.hcl:6,1-20 hcp_packer_registry.labels and hcp_packer_registry.bucket_labels are mutually exclusive; please use the recommended argument hcp_packer_registry.bucket_labels',
  ],
])('%j', async (text, ...diagnostics) => {
  expect((await built(text)).diagnostics).toEqual(diagnostics);
});

test('meta-arguments of provisioners and post-processors', async () => {
  const { builds } = await built(
    block(
      'provisioner "shell" {\n pause_before = "1m30s"\n timeout = "2s"\n max_retries = "3"\n only = ["null.x"]\n continue_on_error = true\n' +
        ' override = { x = { a = 1, b = 1.5, c = null, d = [true], e = source.name } }\n}\n' +
        'post-processor "manifest" {\n except = ["file.y"]\n keep_input_artifact = false\n}',
    ),
  );
  const [provisioner] = builds[0]?.provisioners ?? [];
  const [postProcessor] = builds[0]?.postProcessors[0] ?? [];
  expect({ ...provisioner, place: undefined, body: undefined }).toEqual({
    type: 'shell',
    name: '',
    pauseBefore: 90_000_000_000n,
    timeout: 2_000_000_000n,
    maxRetries: 3,
    continueOnError: true,
    filter: { only: ['null.x'], except: [] },
    overrides: new Map([
      [
        'x',
        new Map<string, unknown>([
          ['a', 1n],
          ['b', 1.5],
          ['d', [true]],
          ['e', '74D93920-ED26-11E3-AC10-0800200C9A66'],
        ]),
      ],
    ]),
    place: undefined,
    body: undefined,
  });
  expect({ ...postProcessor, place: undefined, body: undefined }).toEqual({
    type: 'manifest',
    name: '',
    filter: { only: [], except: ['file.y'] },
    keepInputArtifact: false,
    place: undefined,
    body: undefined,
  });
});

const source = { type: 'null', name: 'z' };

test.each([
  ['text = "${source.name}-${source.type}"', 'z-null', []],
  ['text = "${build.ID} of ${build.name}"', '<unknown> of b', []],
  [
    'text = build.Nothing',
    '<unknown>',
    [
      'error a.pkr.hcl:10,14-22 Unsupported attribute | This object does not have an attribute named "Nothing".',
    ],
  ],
  [
    'txet = 1',
    null,
    [
      'error a.pkr.hcl:10,2-6 Unsupported argument | An argument named "txet" is not expected here. Did you mean "text"?',
    ],
  ],
  [
    'nmae = 1',
    null,
    [
      'error a.pkr.hcl:10,2-6 Unsupported argument | An argument named "nmae" is not expected here. Did you mean "name"?',
    ],
  ],
])('a provisioner with %j', async (argument, text, diagnostics) => {
  const { builds } = await built(
    `build {\n name = "b"\n sources = ["null.x"]\nprovisioner "shell" {\n ${argument}\n}\n}`,
  );
  const body = builds[0]?.provisioners[0]?.body as DeferredBody; // HCL2 bodies are deferred
  const build = placeholderBuildValues('b', ['More']);
  const decoded = body.decode(texts('text'), { source, build });
  expect([shown(decoded.value), decoded.diagnostics.map(worded)]).toEqual([{ text }, diagnostics]);
});

test('the same body again, when the build has values', async () => {
  const { builds } = await built(
    block('provisioner "shell" {\n text = "${build.ID} ${build.Port}"\n}'),
  );
  const body = builds[0]?.provisioners[0]?.body as DeferredBody; // HCL2 bodies are deferred
  const placeholders = placeholderBuildValues('', []);
  const real = realBuildValues(placeholders, new Map([['Port', 22n]]));
  if (!real.ok) throw new Error(real.error);
  const decode = (build: typeof placeholders) =>
    shown(body.decode(texts('text'), { source, build }).value);
  expect([decode(placeholders), decode(real.value)]).toEqual([
    { text: '<unknown> <unknown>' },
    { text: '<unknown> 22' },
  ]);
});

test.each([
  [
    ['a', 1n, true, 1.5, null],
    ['a', 1, true, 1.5, undefined],
  ],
  [
    [['x', 'y'], [1n, 2], new Uint8Array([7]), new Uint8Array()],
    [['x', 'y'], [1, 2], [7], []],
  ],
])('build values, row %#', (data, values) => {
  const real = realBuildValues(
    new Map(),
    new Map(data.map((each, index) => [`v${index}`, each] as const)),
  );
  if (!real.ok) throw new Error(real.error);
  const given = real.value;
  expect(
    values.map((_, index) => {
      const value = given.get(`v${index}`);
      return value && shown(value);
    }),
  ).toEqual(values);
});

test.each([
  [new Map(), 'unhandled buildvar type: map'],
  [new Date(0), 'unhandled buildvar type: time.Time'],
  [[1n, 'x'], 'unhandled buildvar type: []interface {}'],
])('no build values, row %#', (data, error) => {
  expect(realBuildValues(new Map(), new Map([['v', data]]))).toEqual({ ok: false, error });
});

test('the body of a renamed source is merged and sees its own name', async () => {
  const { builds } = await built(
    'build {\n source "null.x" {\n name = "z"\n port = source.name\n }\n source "null.x" {\n host = "again"\n }\n}',
  );
  const decoded = builds[0]?.sources.map(({ name, localName, body }) => {
    const scope = { source: { type: 'null', name: localName ?? name } };
    const { value, diagnostics } = (body as DeferredBody).decode(texts('host', 'port'), scope);
    return [name, localName, shown(value), diagnostics.map(worded)];
  });
  expect(decoded).toEqual([
    ['x', 'z', { host: 'h', port: 'z' }, []],
    [
      'x',
      undefined,
      { host: 'h', port: null },
      [
        'error a.pkr.hcl:12,2-6 Duplicate argument | Argument "host" was already set at a.pkr.hcl:2,2-6',
      ],
    ],
  ]);
});
