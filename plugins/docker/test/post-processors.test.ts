import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { artifact, type ComponentFactory, type Data, type PostProcessor } from 'tspacker/sdk';
import { component as importImage } from '../src/post-processors/import.ts';
import { component as push } from '../src/post-processors/push.ts';
import { component as save } from '../src/post-processors/save.ts';
import { component as tag } from '../src/post-processors/tag.ts';
import { type FakeDocker, fakeDocker } from './fake-docker.ts';
import { recordingUi, settings, testHost } from './world.ts';

const imported = 'packer.post-processor.docker-import';

/** Runs a post-processor; `@` in options and files stands for the folder of the fake docker. */
async function process(
  factory: ComponentFactory<PostProcessor>,
  options: Readonly<Record<string, Data>>,
  input: { builderId: string; id?: string; files?: readonly string[]; state?: Map<string, Data> },
  { docker, variables = {} }: { docker: FakeDocker; variables?: Record<string, string> },
) {
  const postProcessor = factory.create(testHost({ TMPDIR: docker.folder, ...variables }));
  const body = new Map<string, Data>(Object.entries({ docker_path: docker.path, ...options }));
  const { error } = await postProcessor.prepare({ kind: 'raw', body }, settings);
  if (error !== undefined) throw new Error(error);
  const { ui, heard } = recordingUi();
  const given = artifact({ id: 'sha256:1', text: '', ...input });
  const signal = new AbortController().signal;
  const { artifact: made, keepInput } = await postProcessor.process({ signal, ui }, given);
  return {
    same: made === given,
    id: await made?.id(),
    text: await made?.text(),
    builderId: await made?.builderId(),
    tags: await made?.state('docker_tags'),
    data: await made?.state('generated_data'),
    keepInput,
    heard: heard.map((line) => line.replaceAll(docker.folder, '@')),
    calls: (await docker.calls()).map((line) => line.replace(/\S*\/packer\d+/, '<config>')),
  };
}

describe('post-processors', () => {
  it('docker-tag gives every name', async () => {
    await using docker = await fakeDocker();
    const generated = new Map([['ID', 'c1']]);
    const state = new Map<string, Data>([['generated_data', generated]]);
    const options = { repository: 'r/a', tags: ['1', '2'], tag: 'old' };
    expect(await process(tag, options, { builderId: imported, state }, { docker })).toEqual({
      same: false,
      id: 'r/a:old',
      text: 'Imported Docker image: r/a:old with tags r/a:1 r/a:2 r/a:old',
      builderId: 'packer.post-processor.docker-tag',
      tags: ['r/a:1', 'r/a:2', 'r/a:old'],
      data: generated,
      keepInput: 'always',
      heard: [
        'say: Deprecation warning: "tag" option has been replaced with "tags". In future versions of Packer, this configuration may not work. Please call `packer fix` on your template to update.',
        'say: Tagging image: sha256:1',
        'say: Repository: r/a:1',
        'say: Tagging image: sha256:1',
        'say: Repository: r/a:2',
        'say: Tagging image: sha256:1',
        'say: Repository: r/a:old',
      ],
      calls: ['-v', 'tag sha256:1 r/a:1', '-v', 'tag sha256:1 r/a:2', '-v', 'tag sha256:1 r/a:old'],
    });
  });

  it.each([
    ['1.11.2', ['-v', 'tag -f sha256:1 r']],
    ['1.12.0', ['-v', 'tag sha256:1 r']],
  ])('docker-tag forces with docker %s as it can', async (version, calls) => {
    await using docker = await fakeDocker({ '-v': `echo Docker version ${version}` });
    const options = { repository: 'r', force: true };
    const result = await process(tag, options, { builderId: imported }, { docker });
    expect(result.calls).toEqual(calls);
    expect(result.text).toBe('Imported Docker image: r');
  });

  it('docker-save writes the image', async () => {
    await using docker = await fakeDocker({ save: 'printf bytes' });
    const path = join(docker.folder, 'x.tar');
    const result = await process(save, { path }, { builderId: imported }, { docker });
    expect(result.same).toBe(true);
    expect(result.heard).toEqual(['say: Saving image: sha256:1', 'say: Saved to: @/x.tar']);
    expect(await readFile(path, 'utf8')).toBe('bytes');
  });

  it('docker-save leaves nothing of a file it could not write', async () => {
    await using docker = await fakeDocker({ save: 'printf half; echo broken >&2; exit 1' });
    const path = join(docker.folder, 'x.tar');
    const run = process(save, { path }, { builderId: imported }, { docker });
    await expect(run).rejects.toThrow('Error exporting: exit status 1\nStderr: broken\n');
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('docker-import feeds the file', async () => {
    await using docker = await fakeDocker({ import: 'printf "sha256:%s\\n" "$(cat)"' });
    const path = join(docker.folder, 'in.tar');
    await writeFile(path, 'abc');
    const options = { repository: 'r', tag: '1', changes: ['ENV A=b'], platform: 'linux/arm64' };
    const input = { builderId: 'packer.docker', id: 'Container', files: [path] };
    expect(await process(importImage, options, input, { docker })).toMatchObject({
      id: 'r:1',
      keepInput: 'discard',
      heard: [
        'say: Importing image: Container',
        'say: Repository: r:1',
        'say: Imported ID: sha256:abc',
      ],
      calls: ['import --change ENV A=b --platform linux/arm64 - r:1'],
    });
  });

  it('docker-push uses credentials of its own', async () => {
    await using docker = await fakeDocker({
      'inspect --format {{ ( index .RepoDigests 0 ) }}': 'echo r@sha256:9',
    });
    const input = {
      builderId: imported,
      id: 'r:1',
      state: new Map([['docker_tags', ['r:1', 'r:2']]]),
    };
    const options = { login: true, login_username: 'a', login_password: 'b' };
    expect(await process(push, options, input, { docker })).toMatchObject({
      id: 'r:1',
      tags: ['r:1', 'r:2'],
      data: new Map([['Digest', 'r@sha256:9']]),
      keepInput: 'unless-told-otherwise',
      heard: [
        'say: Creating temporary Docker configuration directory',
        'say: Logging in...',
        'say: Pushing: r:1',
        'say: Pushing: r:1',
        'say: Pushing: r:2',
        'say: Logging out...',
        'say: Removing temporary Docker configuration directory',
      ],
      calls: [
        '-v',
        '--config <config> login -u a --password-stdin',
        '--config <config> push r:1',
        '--config <config> push r:1',
        '--config <config> push r:2',
        '--config <config> logout',
        'inspect --format {{ ( index .RepoDigests 0 ) }} r:1',
      ],
    });
  });

  it('docker-push uses the folder of DOCKER_CONFIG, and needs no digest', async () => {
    await using docker = await fakeDocker({ inspect: 'exit 1' });
    const variables = { DOCKER_CONFIG: '/c' };
    const result = await process(push, {}, { builderId: imported, id: 'r' }, { docker, variables });
    expect(result.calls[0]).toBe('push r');
    expect(result.heard).toEqual([
      'say: Pushing: r',
      'say: Unable to determine digest for source image, ignoring it for now',
    ]);
  });

  it.each([
    ['tag', tag, 'Can only tag from Docker builder artifacts.'],
    ['save', save, 'Can only save Docker builder artifacts.'],
    ['push', push, 'Can only import from docker-import and docker-tag artifacts.'],
    [
      'import',
      importImage,
      'Can only import from Docker builder and Artifice post-processor artifacts. If you are getting this error after having run the docker builder, it may be because you set commit: true in your Docker builder, so the image is already imported. ',
    ],
  ])('docker-%s refuses artifacts of others', async (_name, factory, advice) => {
    await using docker = await fakeDocker();
    const run = process(factory, {}, { builderId: 'packer.file' }, { docker });
    await expect(run).rejects.toThrow(`Unknown artifact type: packer.file\n${advice}`);
    expect(await docker.calls()).toEqual([]);
  });
});
