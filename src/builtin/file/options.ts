import * as z from 'zod/mini';
import { flag, text, texts } from '../options.ts';

/** The options of the file provisioner (components 2.5). */
export const fileOptions = z.object({
  content: text(),
  source: text(),
  sources: texts(),
  destination: text(),
  direction: text('upload'),
  generated: flag(),
});

/** What is to be moved where. */
export type FileConfig = z.infer<typeof fileOptions>;
