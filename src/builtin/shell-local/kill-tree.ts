import { type ChildProcess, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Parent → children of everything that runs; empty where the system has no /proc. */
function children(): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  let names: readonly string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return found;
  }
  for (const name of names) {
    try {
      const status = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The program's name stands in parentheses and may hold anything.
      const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
      found.set(parent, [...(found.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

function descendants(root: number): readonly number[] {
  const all = children();
  const tree = [root];
  for (const pid of tree) tree.push(...(all.get(pid) ?? []));
  return tree;
}

/**
 * Kills a process with everything it started. At once and without asking: the build was cancelled,
 * and a script that ignores signals must not keep it waiting.
 */
export function killTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  for (const each of descendants(pid)) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}
