import { join } from 'node:path';

/** Where the cases are: HCL_GOLDEN, or the shared folder beside the repository. */
export const goldenFolder =
  process.env.HCL_GOLDEN ?? join(import.meta.dirname, '../../../../shared/golden/hcl');
