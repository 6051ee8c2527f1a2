import { datasource } from 'tspacker/sdk';
import { z } from 'zod';

/** `demo-words`: cuts a text into its words. */
export const component = datasource({
  schema: z.object({ text: z.string().describe('The text') }),
  output: z.object({ words: z.array(z.string()), count: z.number() }),
  async read({ config }) {
    const words = config.text.split(/\s+/).filter((word) => word !== '');
    return { words, count: words.length };
  },
});
