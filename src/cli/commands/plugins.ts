import { defineCommand } from '../command.ts';

/** `plugins`: a family of commands. */
export const command = defineCommand({
  usage: 'Usage: tspacker plugins <subcommand> [options] [args]',
  help: 'Installs, lists and removes plugins.',
  flags: 'unparsed',
  run: ({ printHelp }) => printHelp(),
});
