import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  dataMap,
  errorOf,
  fakeUi,
  fileArtifact,
  type Loose,
  never,
  place,
  prepared,
  settings,
} from './support/harness.ts';

const here = place();
type Options = { readonly [name: string]: Loose };

async function write(options: Options, files: readonly string[] = [], over = {}) {
  const { component, prepared: answer } = await prepared(
    here.host,
    'post-processor',
    'manifest',
    { output: here.path('m.json'), strip_time: true, ...options },
    over,
  );
  if (answer.error !== undefined) return { refused: answer.error };
  const input = fileArtifact(files, dataMap({ ID: 'i-1' }));
  const { signal } = new AbortController();
  const result = component.process({ ui: fakeUi(), signal }, input);
  const failure = await errorOf(result);
  return failure === undefined
    ? { same: (await result).artifact === input, keep: (await result).keepInput }
    : { failure };
}

const content = () => readFileSync(here.path('m.json'), 'utf8');
const entry = (name: string) => ({
  name,
  builder_type: 'null',
  files: null,
  artifact_id: 'Files',
  packer_run_uuid: 'run-1',
  custom_data: null,
});

describe('manifest', () => {
  it('writes the file as Go does, without a final newline', async () => {
    writeFileSync(here.path('disk'), 'abc');
    const answer = await write(
      { custom_data: { zeta: '<&>\u2028', 9: 'nine', 10: 'ten', alpha: '{{build `ID`}}' } },
      [here.path('disk'), here.path('gone')],
    );
    expect(answer).toEqual({ same: true, keep: 'always' });
    expect(content()).toBe(`{
  "builds": [
    {
      "name": "x",
      "builder_type": "null",
      "files": [
        {
          "name": "${here.path('disk')}",
          "size": 3
        },
        {
          "name": "${here.path('gone')}",
          "size": 0
        }
      ],
      "artifact_id": "Files",
      "packer_run_uuid": "run-1",
      "custom_data": {
        "10": "ten",
        "9": "nine",
        "alpha": "i-1",
        "zeta": "\\u003c\\u0026\\u003e\\u2028"
      }
    }
  ],
  "last_run_uuid": "run-1"
}`);
    expect(readdirSync(here.folder)).toEqual(['disk', 'm.json']);
  });

  it('keeps null and empty custom data apart, names files without path, and tells the time', async () => {
    await write({ custom_data: {}, strip_path: true, strip_time: false }, ['/a/b.txt']);
    const [build] = JSON.parse(content()).builds;
    expect(build).toEqual({
      ...entry('x'),
      build_time: expect.any(Number),
      custom_data: {},
      files: [{ name: 'b.txt', size: 0 }],
    });
    expect(Object.keys(build).slice(0, 3)).toEqual(['name', 'builder_type', 'build_time']);
  });

  it('appends; with -force a manifest of another run is started over, one of this run is not', async () => {
    await write({});
    await write({}, [], { buildName: 'y' });
    expect(JSON.parse(content()).builds).toEqual([entry('x'), entry('y')]);
    await write({}, [], { buildName: 'z', force: true });
    expect(JSON.parse(content()).builds).toHaveLength(3);
    writeFileSync(here.path('m.json'), content().replaceAll('run-1', 'run-0'));
    await write({}, [], { force: true });
    expect(JSON.parse(content()).builds).toEqual([entry('x')]);
  });

  it('loses no entry when many builds write at once', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `b${at}`);
    await Promise.all(names.map((buildName) => write({}, [], { buildName })));
    const written = JSON.parse(content()).builds.map(({ name }: { name: string }) => name);
    expect([...written].sort()).toEqual([...names].sort());
    expect(readdirSync(here.folder)).toEqual(['m.json']);
  });

  it('waits for the lock of another process and does not take it away', async () => {
    writeFileSync(here.path('m.json.lock'), '');
    const controller = new AbortController();
    const { component } = await prepared(here.host, 'post-processor', 'manifest', {
      output: here.path('m.json'),
    });
    const waiting = component.process(
      { ui: fakeUi(), signal: controller.signal },
      fileArtifact([]),
    );
    controller.abort();
    expect(await errorOf(waiting)).toBeDefined();
    expect(readdirSync(here.folder)).toEqual(['m.json.lock']);
  });

  it.each<[string, () => void, Options, object]>([
    [
      'renders the name once, with functions only',
      () => {},
      { output: '/nowhere/{{.BuildName}}-{{build_type}}' },
      {
        failure:
          'Unable to write /nowhere/<no value>-null: open /nowhere/<no value>-null: no such file or directory',
      },
    ],
    [
      'a broken file',
      () => writeFileSync(here.path('m.json'), '{oops'),
      {},
      {
        failure: `Unable to parse content from <folder>/m.json: invalid character 'o' looking for beginning of object key string`,
      },
    ],
    [
      'a folder in its place',
      () => mkdirSync(here.path('m.json')),
      {},
      {
        failure: 'Unable to open <folder>/m.json for reading: read <folder>/m.json: is a directory',
      },
    ],
    [
      'the old name of the option',
      () => {},
      { filename: 'x.json' },
      {
        refused:
          "1 error occurred:\n\t* Deprecated configuration key: 'filename'. Please call `packer fix` against your template to update your template to be compatible with the current version of Packer. Visit https://www.packer.io/docs/commands/fix/ for more detail.\n\n",
      },
    ],
    [
      'an empty file',
      () => writeFileSync(here.path('m.json'), ''),
      {},
      { failure: 'Unable to parse content from <folder>/m.json: unexpected end of JSON input' },
    ],
  ])('%s', async (_, arrange, options, answer) => {
    arrange();
    const got = JSON.parse(
      JSON.stringify(await write(options)).replaceAll(here.folder, '<folder>'),
    );
    expect(got).toEqual(answer);
  });

  it('follows a link and keeps the mode of the file', async () => {
    mkdirSync(here.path('sub'));
    writeFileSync(here.path('sub/real.json'), '{"builds":null,"last_run_uuid":""}');
    chmodSync(here.path('sub/real.json'), 0o600);
    symlinkSync(here.path('sub/real.json'), here.path('m.json'));
    await write({});
    expect(JSON.parse(readFileSync(here.path('sub/real.json'), 'utf8')).builds).toEqual([
      entry('x'),
    ]);
    expect(statSync(here.path('sub/real.json')).mode & 0o777).toBe(0o600);
  });

  it('reports a full disk and keeps the old manifest', async () => {
    await write({});
    const before = content();
    const { files } = here.world;
    const full = {
      ...files,
      write: (path: string) =>
        files
          .write('/dev/full', 'x')
          .catch((error) =>
            Promise.reject(
              Object.assign(error, { path: '/dev/full', message: error.message, wanted: path }),
            ),
          ),
    };
    const host = { ...here.host, platform: { ...here.world, files: full } };
    const { component } = await prepared(
      host,
      'post-processor',
      'manifest',
      { output: here.path('m.json') },
      settings,
    );
    const failure = await errorOf(
      component.process({ ui: fakeUi(), signal: never }, fileArtifact([])),
    );
    expect(failure).toBe(
      `Unable to write ${here.path('m.json')}: open ${here.path('m.json')}: no space left on device`,
    );
    expect(content()).toBe(before);
  });
});
