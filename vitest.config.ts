import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const alias = {
  'tspacker/sdk': at('./src/sdk.ts'),
  'tspacker/hcl': at('./src/hcl.ts'),
};

/** In CI, on a machine shared with others, a test may be tried once more; the report names those that needed it. */
const retry = process.env.CI ? 1 : 0;

/** One project per real part, so that a machine that lacks it skips a named project, visibly. */
const real = (name: string, include: string[]) => ({
  resolve: { alias },
  test: {
    name,
    include,
    retry,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'plugins/*/test/**/*.test.ts'],
          exclude: ['test/conformance/**', 'test/real/**', '**/node_modules/**', '**/real/**'],
          testTimeout: 120_000,
          retry,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 120_000,
          retry,
        },
      },
      real('ssh', ['test/real/ssh/**/*.test.ts']),
      real('go-plugins', ['test/real/go-plugins/**/*.test.ts']),
      real('docker', ['test/real/docker/**/*.test.ts', 'plugins/docker/test/real/**/*.test.ts']),
      real('qemu', ['test/real/qemu/**/*.test.ts']),
      real('stores', ['test/real/stores/**/*.test.ts']),
    ],
  },
});
