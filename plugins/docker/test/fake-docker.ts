import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A `docker` that writes down how it is called and answers from a table. */
export interface FakeDocker extends AsyncDisposable {
  readonly path: string;
  readonly folder: string;
  /** Every call so far, arguments joined by blanks. */
  calls(): Promise<readonly string[]>;
}

/** Answers: the beginning of a call → shell commands. The first that fits counts; others succeed silently. */
export async function fakeDocker(
  answers: Readonly<Record<string, string>> = {},
): Promise<FakeDocker> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-docker-'));
  const path = join(folder, 'docker');
  const log = join(folder, 'calls');
  const cases = { '-v': 'echo "Docker version 20.10.24+dfsg1, build 297e128"', ...answers };
  const branches = Object.entries(cases)
    .map(([start, commands]) => `'${start.replaceAll("'", `'\\''`)}'*) ${commands} ;;`)
    .join('\n');
  await writeFile(log, '');
  await writeFile(path, `#!/bin/sh\necho "$*" >> '${log}'\ncase "$*" in\n${branches}\nesac\n`);
  await chmod(path, 0o755);
  return {
    path,
    folder,
    calls: async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== ''),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
