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

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/**
 * Kills a process with everything it started. At once and without asking: the build was cancelled,
 * and a script that ignores signals must not keep it waiting. All are stopped first, again and again
 * until no new one is found, because one that still runs could start another behind our back.
 */
export function killTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const stopped = new Set<number>();
  for (;;) {
    const running = descendants(pid).filter((each) => !stopped.has(each));
    if (running.length === 0) break;
    for (const each of running) {
      stopped.add(each);
      send(each, 'SIGSTOP');
    }
  }
  for (const each of stopped) send(each, 'SIGKILL');
}
