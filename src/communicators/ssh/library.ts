import type * as Ssh2 from 'ssh2';

/** Loads the SSH library, which takes a while: only when something is reached over SSH. */
export async function loadLibrary(): Promise<Pick<typeof Ssh2, 'Client' | 'utils'>> {
  return (await import('ssh2')).default;
}
