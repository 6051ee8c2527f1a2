import { execFile } from 'node:child_process';
import type { Environment } from '../../sdk/index.ts';

/** Asks git about the repository around the working folder; empty where it has no answer. */
export function askGit(
  args: readonly string[],
  { cwd, variables }: Environment,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd, env: variables, signal }, (error, output) =>
      resolve(error === null ? output.trim() : ''),
    );
  });
}
