import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Communicator, Data, DataMap, ProvisionHook } from 'tspacker/sdk';
import { component } from '../src/builder/builder.ts';
import { fakeDocker } from './fake-docker.ts';
import { recordingUi, settings, testHost } from './world.ts';

const config = (options: Readonly<Record<string, Data>>): DataMap =>
  new Map(Object.entries(options));

async function prepare(options: Readonly<Record<string, Data>>) {
  const builder = component.create(testHost());
  return builder.prepare({ kind: 'raw', body: config(options) }, settings);
}

const generatedVariables = ['ImageSha256', 'SourceImageDigest'];
const ok = { image: 'a', commit: true };

describe('options of the builder', () => {
  const good: readonly (readonly [string, Readonly<Record<string, Data>>])[] = [
    ['an image to commit', ok],
    ['an image to export', { image: 'a', export_path: 'x.tar' }],
    ['an image to discard', { image: 'a', discard: true }],
    ['a Dockerfile', { build: { path: import.meta.filename }, discard: true }],
  ].map(([name, options]) => [String(name), asOptions(options)]);
  it.each(good)('accept %s', async (_name, options) => {
    expect(await prepare(options)).toEqual({ warnings: [], generatedVariables });
  });

  const bad: readonly (readonly [Readonly<Record<string, Data>>, readonly string[]])[] = [
    [
      {},
      [
        "missing 'image' attribute or 'build' section, either needs to be specified for a build to run.",
        'No instructions given for handling the artifact; expected commit, discard, or export_path',
      ],
    ],
    [
      { ...ok, discard: true },
      ['Cannot specify more than one of commit, discard, and export_path'],
    ],
    [
      { image: 'a', export_path: import.meta.dirname },
      ['export_path must be a file, not a directory'],
    ],
    [{ ...ok, ecr_login: true }, ['ECR login requires login server to be provided.']],
    [{ ...ok, communicator: 'smoke' }, ['Communicator type smoke is invalid']],
    [
      { ...ok, build: new Map([['path', '/no/file']]) },
      [
        '`image` cannot be specified with a build config',
        'failed to stat file "/no/file": stat /no/file: no such file or directory',
      ],
    ],
    [
      { commit: true, build: new Map([['build_dir', '/no/dir']]) },
      [
        '`path` is required for bootstrapping a build with `docker build`',
        'failed to stat build directory "/no/dir": stat /no/dir: no such file or directory',
      ],
    ],
    [
      { commit: true, build: new Map([['path', import.meta.dirname]]) },
      [`dockerfile "${import.meta.dirname}" is not a regular file`],
    ],
  ];
  it.each(bad)('refuse %j', async (options, errors) => {
    const list = errors.map((error) => `* ${error}`).join('\n');
    expect((await prepare(options)).error).toBe(`${errors.length} error(s) occurred:\n\n${list}`);
  });

  it('warn about a pull that does nothing', async () => {
    const build = new Map([['path', import.meta.filename]]);
    expect((await prepare({ commit: true, pull: true, build })).warnings).toEqual([
      'when running a bootstrap build, the `pull` option is ignored and is replaced by `build.pull` (true by default)',
    ]);
  });
});

function asOptions(options: unknown): Readonly<Record<string, Data>> {
  if (typeof options !== 'object' || options === null) return {};
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'object' ? new Map(Object.entries(value)) : value,
    ]),
  );
}

/** Runs the builder with a fake docker; the calls with the shared folder replaced. */
async function build(
  options: Readonly<Record<string, Data>>,
  answers: Readonly<Record<string, string>> = {},
  hook: (communicator: Communicator) => Promise<void> = async () => {},
) {
  await using docker = await fakeDocker({
    run: 'echo c0ffee',
    'inspect --format {{.Config.User}}': 'echo app',
    'inspect --format {{ .Id }}': 'echo sha256:1',
    commit: 'echo sha256:2',
    ...answers,
  });
  const builder = component.create(testHost({ PACKER_TMP_DIR: docker.folder }));
  const body = config({ docker_path: docker.path, pull: false, ...options });
  const { error } = await builder.prepare({ kind: 'raw', body }, settings);
  if (error !== undefined) throw new Error(error);
  const { ui, heard } = recordingUi();
  const signal = new AbortController().signal;
  const call: ProvisionHook = async (_name, _context, communicator) => {
    if (communicator !== undefined) await hook(communicator);
  };
  const outcome = await builder.run({ signal, ui }, call).then(
    async (artifact) => ({
      id: await artifact?.id(),
      text: await artifact?.text(),
      files: await artifact?.files(),
      builderId: await artifact?.builderId(),
    }),
    (failure: unknown) => ({ failure: failure instanceof Error ? failure.message : failure }),
  );
  const calls = (await docker.calls()).map((line) =>
    line.replace(new RegExp(`${docker.folder}/tmp\\d+`), '<shared>'),
  );
  const left = calls.some((line) => line.includes('<shared>')) && existsSync(docker.folder);
  return { outcome, heard, calls, left };
}

describe('a build', () => {
  it('calls docker in this order', async () => {
    const { outcome, calls } = await build({
      image: 'debian',
      commit: true,
      changes: ['ENV A=b', 'CMD ["x"]'],
      author: 'me',
      message: 'made',
      privileged: true,
      device: ['/dev/kvm'],
      cap_add: ['ALL'],
      cap_drop: ['NET_RAW'],
      runtime: 'runsc',
      platform: 'linux/arm64',
      tmpfs: ['/run'],
      volumes: new Map([['/host', '/guest']]),
      run_command: ['-d', '{{.Image}}', 'sleep'],
      container_dir: '/shared',
    });
    expect(calls).toEqual([
      '-v',
      'inspect --format {{ .Id }} debian',
      'inspect --format {{ ( index .RepoDigests 0 ) }} debian',
      'run --device /dev/kvm --cap-add ALL --cap-drop NET_RAW --privileged --runtime runsc ' +
        '--platform linux/arm64 --tmpfs /run -v /host:/guest -v <shared>:/shared -d debian sleep',
      'inspect --format {{ .NetworkSettings.IPAddress }} c0ffee',
      '-v',
      'inspect --format {{.Config.User}} c0ffee',
      'inspect --format {{if .Config.Cmd}} {{json .Config.Cmd}} {{else}} [""] {{end}} debian',
      'inspect --format {{if .Config.Entrypoint}} {{json .Config.Entrypoint}} {{else}} [""] {{end}} debian',
      'commit --author me --change ENV A=b --change CMD ["x"] --change ENTRYPOINT  --message made c0ffee',
      'inspect --format {{ .Id }} sha256:2',
      'kill c0ffee',
      'rm c0ffee',
    ]);
    expect(outcome).toEqual({
      id: 'sha256:2',
      text: 'Imported Docker image: sha256:2',
      files: [],
      builderId: 'packer.post-processor.docker-import',
    });
  });

  it('runs commands and copies files through the communicator', async () => {
    const signal = new AbortController().signal;
    const statuses: number[] = [];
    const { calls } = await build(
      { image: 'a', discard: true, exec_user: 'root', pty: true, fix_upload_owner: true },
      { 'exec -i -u root -t c0ffee /bin/sh -c (exit': 'exit 7' },
      async (communicator) => {
        const running = await communicator.start({ command: 'exit 7' }, { signal });
        statuses.push(await running.exited);
        const content = (async function* () {
          yield new Uint8Array(600);
        })();
        await communicator.upload('/srv/app/x.bin', content, { signal });
        await communicator.uploadDir('/dst', 'src/', { signal });
        await communicator.uploadDir('/dst', 'src', { signal });
      },
    );
    expect(statuses).toEqual([7]);
    expect(calls.slice(7, -2)).toEqual([
      'exec -i -u root -t c0ffee /bin/sh -c (exit 7)',
      'cp - c0ffee:/srv/app',
      'exec --user root c0ffee /bin/sh -c chown -R app /srv/app/x.bin',
      'cp src/. c0ffee:/dst',
      'exec --user root c0ffee /bin/sh -c chown -R app /dst',
      'cp src c0ffee:/dst',
      'exec --user root c0ffee /bin/sh -c chown -R app /dst',
    ]);
  });

  const failures: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'docker run',
      { run: 'echo no such runtime >&2; exit 125' },
      'Error running container: Docker exited with a non-zero exit status.\nStderr: no such runtime\n',
    ],
    ['docker pull', { pull: 'exit 3' }, 'Error pulling Docker image: Bad exit status: 3'],
    ['docker -v', { '-v': 'echo hello' }, 'unknown version: hello\n'],
    [
      'docker commit',
      { commit: 'echo full >&2; exit 1' },
      'Error committing container: exit status 1\nStderr: full\n',
    ],
  ];
  it.each(failures)('fails when %s fails', async (_name, answers, message) => {
    const { outcome, calls } = await build({ image: 'a', commit: true, pull: true }, answers);
    expect(outcome).toEqual({ failure: message });
    const started = calls.some((call) => call.startsWith('commit'));
    expect(calls.slice(-2)).toEqual(started ? ['kill c0ffee', 'rm c0ffee'] : calls.slice(-2));
  });

  it('fails when there is no docker', async () => {
    const { outcome } = await build({ image: 'a', commit: true, docker_path: 'no-such-docker' });
    expect(outcome).toEqual({
      failure: 'exec: "no-such-docker": executable file not found in $PATH',
    });
  });

  it('logs in for the pull and out again', async () => {
    const { calls, heard } = await build({
      image: 'r/a',
      discard: true,
      pull: true,
      login: true,
      login_username: 'alice',
      login_password: 'wonder',
      login_server: 'r',
    });
    expect(calls.slice(0, 5)).toEqual([
      '-v',
      '-v',
      'login -u alice --password-stdin r',
      'pull r/a',
      'logout r',
    ]);
    expect(heard.slice(1, 4)).toEqual([
      'say: Pulling Docker image: r/a',
      'say: Logging in...',
      'say: Logging out...',
    ]);
  });
});
