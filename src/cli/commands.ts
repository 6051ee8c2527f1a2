import * as versionFile from './commands/version.ts';
import type { Command } from './command.ts';

/** A line of the table of commands. */
export interface CommandEntry {
  /** What the list of commands says about it. */
  readonly synopsis: string;
  /** Works, but is not listed. */
  readonly hidden?: boolean;
  /** Loads its file; nothing of a command is loaded before it is asked for. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Every command by its full name, such as `plugins install`. */
export const commands: ReadonlyMap<string, CommandEntry> = new Map<string, CommandEntry>([
  [
    'build',
    {
      synopsis: 'build images from a template',
      load: () => import('./commands/build.ts'),
    },
  ],
  [
    'validate',
    {
      synopsis: 'check that a template is valid',
      load: () => import('./commands/validate.ts'),
    },
  ],
  [
    'version',
    {
      synopsis: 'print the version of Packer that this program follows',
      load: async () => versionFile,
    },
  ],
]);
