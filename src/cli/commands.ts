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
    'version',
    {
      synopsis: 'print the version of Packer that this program follows',
      load: () => import('./commands/version.ts'),
    },
  ],
]);
