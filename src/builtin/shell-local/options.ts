import * as z from 'zod/mini';
import { flag, text, texts } from '../options.ts';
import { scriptOptions } from '../scripts/script-options.ts';

/** The options of shell-local, provisioner and post-processor alike (components 2.4). */
export const shellLocalOptions = z.object({
  ...scriptOptions,
  command: text(),
  execute_command: texts(),
  // The difference between absent and empty matters: an empty one means no first line.
  inline_shebang: z.optional(z.string()),
  only_on: texts(),
  tempfile_extension: text(),
  use_linux_pathing: flag(),
});

/** What the user wants to run. */
export type ShellLocalConfig = z.infer<typeof shellLocalOptions>;
