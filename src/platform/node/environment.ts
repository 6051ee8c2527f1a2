import type { Environment } from '../ports.ts';

// Not imported: an import of a module of Node also builds a wrapper with all its exports.
const os = () => process.getBuiltinModule('node:os');
const { delimiter, sep } = process.getBuiltinModule('node:path');

const operatingSystems: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** What `os.tmpdir` says; outside Windows that module is not loaded for it. */
export function temporaryFolder(): string {
  if (process.platform === 'win32') return os().tmpdir();
  const { TMPDIR, TMP, TEMP } = process.env;
  const folder = TMPDIR || TMP || TEMP || '/tmp';
  return folder.length > 1 && folder.endsWith('/') ? folder.slice(0, -1) : folder;
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // One that is not ours to signal runs, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The environment this process was started in. */
export function nodeEnvironment(): Environment {
  return {
    get cwd() {
      try {
        return process.cwd();
      } catch {
        // The folder was removed; commands that need it fail with the paths below it.
        return process.env.PWD ?? sep;
      }
    },
    variables: process.env,
    get home() {
      return process.platform === 'win32' ? os().homedir() : process.env.HOME;
    },
    get temporaryFolder() {
      return temporaryFolder();
    },
    os: operatingSystems[process.platform] ?? process.platform,
    architecture: architectures[process.arch] ?? process.arch,
    pathSeparator: sep,
    pathListSeparator: delimiter,
    processId: process.pid,
    ...(process.getuid && { userId: process.getuid() }),
    isRunning,
    get processors() {
      return os().availableParallelism();
    },
  };
}
