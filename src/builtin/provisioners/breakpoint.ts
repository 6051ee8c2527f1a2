import * as z from 'zod/mini';
import { messageOf, provisioner, untilCancelled } from '../../sdk/index.ts';
import { flag, text } from '../options.ts';

/** Waits for the person at the terminal (components 2.9). */
export const component = provisioner({
  schema: z.object({ note: text(), disable: flag() }),
  provision: async ({ config: { note, disable }, ui, signal }) => {
    const withNote = note === '' ? '' : ` with note "${note}"`;
    if (disable) {
      await ui.say(`Breakpoint provisioner${withNote} disabled; continuing...`);
      return;
    }
    await ui.say(`Pausing at breakpoint provisioner${withNote}.`);
    try {
      await untilCancelled(ui.ask('Press enter to continue.'), signal);
    } catch (error) {
      throw new Error(`Error asking for input: ${messageOf(error)}`, { cause: error });
    }
  },
});
