import { type Environment, throwIfCancelled } from '../../sdk/index.ts';
import { askGit } from './git.ts';

/** Where the template comes from. */
export interface Source {
  readonly uri: string;
  /** The commit that was checked out; absent when nothing is known of it. */
  readonly commit?: string;
}

type Variables = Environment['variables'];

const trimmed = (variables: Variables, name: string): string => variables[name]?.trim() ?? '';

/** The first of the variables that says anything; empty if none does. */
function firstOf(variables: Variables, names: readonly string[]): string {
  return names.map((name) => trimmed(variables, name)).find((value) => value !== '') ?? '';
}

/** Who builds: the job of a CI system, or this machine. */
export function builderIdOf(variables: Variables): string {
  const names = ['GITHUB_WORKFLOW_REF', 'CI_JOB_URL', 'CI_PIPELINE_URL', 'BUILD_URL'];
  return firstOf(variables, names) || 'https://packer.io/local-build';
}

/** The number a CI system gave to this run; empty where there is none. */
export function invocationIdOf(variables: Variables): string {
  return firstOf(variables, ['GITHUB_RUN_ID', 'CI_PIPELINE_ID', 'CI_JOB_ID', 'BUILD_ID']);
}

function gitHubSource(variables: Variables): Source | undefined {
  const repository = trimmed(variables, 'GITHUB_REPOSITORY').replace(/^\/+/, '');
  const commit = trimmed(variables, 'GITHUB_SHA');
  if (repository === '' || commit === '') return undefined;
  const server = trimmed(variables, 'GITHUB_SERVER_URL').replace(/\/+$/, '');
  const ref = trimmed(variables, 'GITHUB_REF');
  const uri = `git+${server || 'https://github.com'}/${repository}`;
  return { uri: ref === '' ? uri : `${uri}@${ref}`, commit };
}

function gitLabSource(variables: Variables): Source | undefined {
  const project = trimmed(variables, 'CI_PROJECT_URL').replace(/\/+$/, '');
  const commit = trimmed(variables, 'CI_COMMIT_SHA');
  if (project === '' || commit === '') return undefined;
  const branch = trimmed(variables, 'CI_COMMIT_REF_NAME');
  return { uri: `git+${project}${branch === '' ? '' : `@refs/heads/${branch}`}`, commit };
}

/** The address without the name and password in it: a token is none of the reader's business. */
export function withoutCredentials(address: string): string {
  return address.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1');
}

/** The address of a folder; Go leaves other characters as they are than JavaScript. */
export function folderAddress(folder: string): string {
  const escaped = encodeURIComponent(folder)
    .replace(/%(2F|24|26|2B|2C|3A|3B|3D|40)/g, (code) => decodeURIComponent(code))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `file://${folder.startsWith('/') ? '' : '/'}${escaped}`;
}

async function gitSource(
  environment: Environment,
  signal: AbortSignal,
): Promise<Source | undefined> {
  const ask = (...args: string[]) => askGit(args, environment, signal);
  const commit = await ask('rev-parse', 'HEAD');
  if (commit === '') return undefined;
  let address = await ask('config', '--get', 'remote.origin.url');
  if (address === '') {
    const folder = await ask('rev-parse', '--show-toplevel');
    if (folder === '') return undefined;
    address = folderAddress(folder);
  }
  const branch = await ask('rev-parse', '--abbrev-ref', 'HEAD');
  const ref = branch === '' || branch === 'HEAD' ? '' : `@refs/heads/${branch}`;
  return { uri: `git+${withoutCredentials(address)}${ref}`, commit };
}

/** Finds out where the template comes from; `given` is an address that stands for the one found. */
export async function sourceOf(
  given: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<Source | undefined> {
  const { variables } = environment;
  const found =
    gitHubSource(variables) ?? gitLabSource(variables) ?? (await gitSource(environment, signal));
  throwIfCancelled(signal);
  return given === '' ? found : { ...found, uri: given };
}
