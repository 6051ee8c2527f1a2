import { spawn } from 'node:child_process';

/**
 * What a shell outside our process group does about a plugin that is gone without having cleaned
 * up: it waits at a pipe that nobody else holds. $1 is docker, $2 the shared folder, which only our
 * container mounts; so a container is found even if the plugin died before it knew its id.
 */
const script = `
id=
while read -r word; do
  case $word in
    done) exit 0 ;;
    *) id=$word ;;
  esac
done
if [ -z "$id" ]; then
  sleep 1
  id=$("$1" ps -aq --no-trunc --filter "volume=$2")
fi
[ -z "$id" ] || "$1" rm -f $id >&2
rm -rf "$2"
`;

/** Removes the container and the shared folder should this process die before `release`. */
export interface Guard {
  /** The container is this one. */
  know(container: string): void;
  /** This process has cleaned up, or was told not to. */
  release(): void;
}

/** Sets a guard. It holds our standard error, so the host waits until it is done. */
export function setGuard(docker: string, sharedFolder: string): Guard {
  if (process.platform === 'win32') return { know() {}, release() {} };
  const shell = spawn(
    '/bin/sh',
    ['-c', script, 'packer-plugin-docker-guard', docker, sharedFolder],
    {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    },
  );
  // Without a shell there is no guard; nothing else changes.
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return {
    know: (container) => void shell.stdin.write(`${container}\n`),
    release: () => void shell.stdin.end('done\n'),
  };
}
