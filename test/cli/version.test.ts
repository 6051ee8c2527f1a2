import { expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { ownVersion } from '../../src/cli/version.ts';

it('is the version of the package', () => {
  expect(ownVersion).toBe(packageFile.version);
});
