// A provisioner that says where its executable lies.
import { defaultComponentName, provisioner, servePlugin, z } from '../../../src/sdk.ts';

servePlugin({
  version: '1.0.0',
  provisioners: {
    [defaultComponentName]: async () =>
      provisioner({
        schema: z.object({}),
        provision: async ({ ui }) => ui.say(`hello from ${process.argv[1]}`),
      }),
  },
});
