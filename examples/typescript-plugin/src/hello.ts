import { checkExitStatus, provisioner } from 'tspacker/sdk';
import { z } from 'zod';

/** `demo-hello`: greets somebody, and lets the machine say so too. */
export const component = provisioner({
  schema: z.object({
    whom: z.string().describe('Whom to greet'),
    times: z.number().default(1).describe('How often'),
    on_machine: z.boolean().default(false).describe('Whether the machine greets as well'),
  }),
  check: ({ config }) => ({
    errors: config.times < 1 ? ['"times" must be at least 1'] : [],
  }),
  async provision({ config, ui, signal }, machine, data) {
    for (let i = 0; i < config.times; i++) await ui.say(`Hello, ${config.whom}!`);
    if (!config.on_machine) return;
    const status = await machine.run(`echo "Hello from $(hostname), machine ${data.get('ID')}"`, {
      signal,
      onLine: (line) => ui.say(line),
    });
    checkExitStatus(status, [0]);
  },
});
