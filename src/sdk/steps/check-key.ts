import { messageOf } from '../../base/index.ts';
import { privateKeyProblem } from '../../communicators/index.ts';
import type { World } from '../component-host.ts';

/** Looks into a private key; throws an Error that says why it cannot be used. */
export type KeyCheck = (path: string, certificate: string) => Promise<void>;

/** Puts the home folder in the place of a leading `~`. */
export function expandHome(path: string, { environment }: World): string {
  return path === '~' || path.startsWith('~/') ? `${environment.home ?? ''}${path.slice(1)}` : path;
}

/** Looks into the file of a private key, and of its certificate if there is one. */
export function keyFileCheck(world: World): KeyCheck {
  return async (path, certificate) => {
    const local = expandHome(path, world);
    let content: Uint8Array;
    try {
      content = await world.files.read(local);
    } catch (cause) {
      throw new Error(`Error setting up SSH config: ${messageOf(cause)}`, { cause });
    }
    const problem = await privateKeyProblem(content, local);
    if (problem !== undefined) throw new Error(problem);
    if (certificate === '') return;
    try {
      await world.files.read(expandHome(certificate, world));
    } catch (cause) {
      throw new Error(`unable to read certificate file: ${messageOf(cause)}`, { cause });
    }
    // The SSH library cannot log in with one; better said now than after minutes of waiting.
    throw new Error('this version of tspacker cannot use OpenSSH user certificates');
  };
}
