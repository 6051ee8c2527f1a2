import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import {
  block,
  communicatorOptions,
  communicatorProblems,
  type PreparedCall,
  triState,
  type Verdict,
  withCommunicatorDefaults,
} from 'tspacker/sdk';
import { dockerOptions, flag, loginOptions, text, textMap, texts } from '../options.ts';

/** The options of the builder (components 5.1). */
export const schema = z.object({
  ...communicatorOptions,
  ...dockerOptions,
  ...loginOptions,
  image: text(),
  build: z.optional(
    block(
      z.object({
        path: text(),
        build_dir: text(),
        arguments: textMap(),
        pull: triState(),
        compress: flag(),
      }),
    ),
  ),
  commit: flag(),
  discard: flag(),
  export_path: text(),
  author: text(),
  message: text(),
  changes: texts(),
  pull: triState(),
  run_command: texts(),
  container_dir: text(),
  volumes: textMap(),
  device: texts(),
  cap_add: texts(),
  cap_drop: texts(),
  tmpfs: texts(),
  privileged: flag(),
  pty: flag(),
  windows_container: flag(),
  runtime: text(),
  platform: text(),
  exec_user: text(),
  fix_upload_owner: triState(),
});

/** The options as they were written. */
export type GivenConfig = z.infer<typeof schema>;

/** How an image is built from a Dockerfile first. */
export interface DockerfileConfig {
  readonly path: string;
  readonly folder: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly pull: boolean;
  readonly compress: boolean;
}

/** The options with every default filled in. */
export interface Config extends Omit<GivenConfig, 'build' | 'pull' | 'fix_upload_owner'> {
  readonly dockerfile: DockerfileConfig | undefined;
  readonly pull: boolean;
  readonly fixUploadOwner: boolean;
}

function dockerfileOf({ build }: GivenConfig): DockerfileConfig | undefined {
  if (build === undefined) return undefined;
  const named = Object.keys(build.arguments).length > 0;
  const said = build.path !== '' || build.build_dir !== '' || named || build.compress;
  if (!said && build.pull === undefined) return undefined;
  return {
    path: build.path === '' ? '' : resolve(build.path),
    folder: build.build_dir || '.',
    arguments: build.arguments,
    pull: build.pull ?? true,
    compress: build.compress,
  };
}

/** Fills in what the user left open. */
export function withDefaults(call: Pick<PreparedCall<GivenConfig>, 'config' | 'settings'>): Config {
  const { config, settings } = call;
  const windows = config.windows_container;
  const ownType = windows ? 'dockerWindowsContainer' : 'docker';
  const dockerfile = dockerfileOf(config);
  // Only legacy templates name their file: there, what the user leaves out keeps its default.
  const legacy = settings.templatePath !== undefined;
  const shell = windows ? 'powershell' : '/bin/sh';
  const runCommand = ['-d', '-i', '-t', `--entrypoint=${shell}`, '--', '{{.Image}}'];
  const communicator = config.communicator || ownType;
  const { build: _build, ...rest } = withCommunicatorDefaults({ ...config, communicator });
  return {
    ...rest,
    dockerfile,
    pull: dockerfile === undefined && (config.pull ?? true),
    run_command: config.run_command.length === 0 ? runCommand : config.run_command,
    container_dir: config.container_dir || (windows ? 'c:/packer-files' : '/packer-files'),
    fixUploadOwner: config.fix_upload_owner ?? legacy,
  };
}

function imageProblems(config: Config): string[] {
  if (config.dockerfile === undefined && config.image === '')
    return [
      "missing 'image' attribute or 'build' section, either needs to be specified for a build to run.",
    ];
  if (config.dockerfile !== undefined && config.image !== '')
    return ['`image` cannot be specified with a build config'];
  return [];
}

async function dockerfileProblems({ dockerfile }: Config): Promise<string[]> {
  if (dockerfile === undefined) return [];
  const { path, folder } = dockerfile;
  const problems: string[] = [];
  if (path === '')
    problems.push('`path` is required for bootstrapping a build with `docker build`');
  else {
    const file = await statOf(path);
    if (typeof file === 'string')
      problems.push(`failed to stat file ${JSON.stringify(path)}: ${file}`);
    else if (!file.isFile())
      problems.push(`dockerfile ${JSON.stringify(path)} is not a regular file`);
  }
  const place = await statOf(folder);
  if (typeof place === 'string')
    problems.push(`failed to stat build directory ${JSON.stringify(folder)}: ${place}`);
  else if (!place.isDirectory())
    problems.push(`specified build_dir ${JSON.stringify(folder)} is not a directory`);
  return problems;
}

/** What a path leads to, or in Go's words why nobody knows. */
async function statOf(path: string) {
  return stat(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'EACCES' ? 'permission denied' : 'no such file or directory';
    return `stat ${path}: ${why}`;
  });
}

async function artifactProblems(config: Config): Promise<string[]> {
  const ways = [config.commit, config.discard, config.export_path !== ''].filter(Boolean).length;
  if (ways === 0)
    return [
      'No instructions given for handling the artifact; expected commit, discard, or export_path',
    ];
  if (ways > 1) return ['Cannot specify more than one of commit, discard, and export_path'];
  if (config.export_path === '') return [];
  const target = await statOf(config.export_path);
  const folder = typeof target !== 'string' && target.isDirectory();
  return folder ? ['export_path must be a file, not a directory'] : [];
}

/** What is wrong with the options. */
export async function check(call: PreparedCall<GivenConfig>): Promise<Verdict> {
  const config = withDefaults(call);
  const pullIgnored = config.dockerfile !== undefined && call.config.pull !== undefined;
  return {
    errors: [
      ...(await communicatorProblems(config, call.host.platform)),
      ...imageProblems(config),
      ...(await dockerfileProblems(config)),
      ...(await artifactProblems(config)),
      ...(config.ecr_login && config.login_server === ''
        ? ['ECR login requires login server to be provided.']
        : []),
    ],
    warnings: pullIgnored
      ? [
          'when running a bootstrap build, the `pull` option is ignored and is replaced by `build.pull` (true by default)',
        ]
      : [],
    generatedVariables: ['ImageSha256', 'SourceImageDigest'],
  };
}
