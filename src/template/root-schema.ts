import type { BodySchema } from '../syntax/index.ts';

/** What the root of a template file may hold, in the order in which names are suggested. */
export const rootSchema: BodySchema = {
  attributes: [],
  blocks: [
    { type: 'packer', labelNames: [] },
    { type: 'source', labelNames: ['type', 'name'] },
    { type: 'variables', labelNames: [] },
    { type: 'variable', labelNames: ['name'] },
    { type: 'locals', labelNames: [] },
    { type: 'local', labelNames: ['name'] },
    { type: 'data', labelNames: ['type', 'name'] },
    { type: 'build', labelNames: [] },
    { type: 'hcp_packer_registry', labelNames: [] },
    { type: 'communicator', labelNames: ['type', 'name'] },
  ],
};
