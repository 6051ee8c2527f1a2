import * as z from 'zod/mini';
import { duration } from '../../sdk/index.ts';
import { fiveMinutes, flag, text } from '../options.ts';
import { scriptOptions } from '../scripts/script-options.ts';

/** The options of the shell provisioner (components 2.3). */
export const shellOptions = z.object({
  ...scriptOptions,
  binary: flag(),
  remote_path: text(),
  execute_command: text(),
  // Said or not makes a difference: said, it is always put before the lines.
  inline_shebang: z.optional(z.string()),
  pause_after: duration(),
  use_env_var_file: flag(),
  remote_folder: text(),
  remote_file: text(),
  start_retry_timeout: duration(fiveMinutes),
  skip_clean: flag(),
  expect_disconnect: flag(),
});

/** What the user wants to run on the machine. */
export type ShellConfig = z.infer<typeof shellOptions>;
