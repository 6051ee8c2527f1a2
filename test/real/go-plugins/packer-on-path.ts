import { spawnSync } from 'node:child_process';

/** Packer 1.16 on PATH; undefined where there is none. */
export const packerOnPath = ((): string | undefined => {
  const { stdout } = spawnSync('sh', ['-c', 'command -v packer && packer version'], {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  const [path, version] = stdout.split('\n');
  return version?.startsWith('Packer v1.16.') ? path : undefined;
})();
