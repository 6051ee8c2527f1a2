import type { CliHost } from './cli-host.ts';
import { describeFlags, FlagError, type FlagTable, type FlagValues, parseFlags } from './flags.ts';

/** What a command does with its arguments. Resolves to the exit code. */
export interface CommandCall<T extends FlagTable> {
  readonly host: CliHost;
  readonly flags: FlagValues<T>;
  /** What follows the flags. */
  readonly args: readonly string[];
  /** Prints the help text as a usage error and gives the exit code for it. */
  usageError(): Promise<number>;
  /** Prints the help text as it is, for a command that is only a family of others; the exit code is 1. */
  printHelp(): Promise<number>;
}

/**
 * One command, as its file in `commands/` describes it:
 *
 *     export const command = defineCommand({
 *       usage: 'Usage: tspacker inspect TEMPLATE',
 *       help: 'Shows what a template is made of.',
 *       flags: { ...metaFlags },
 *       run: async ({ host, flags, args }) => 0,
 *     });
 *
 * The table in `commands.ts` names the file. Heavy modules are imported inside `run`.
 */
export interface CommandFile<T extends FlagTable> {
  /** First line of the help text; scripts rely on it (cli 2.4). */
  readonly usage: string;
  /** What stands between the first line and the options. */
  readonly help: string;
  /** `unparsed`: every word is an argument, even if it starts with a dash. */
  readonly flags: T | 'unparsed';
  /** Goes before the text of a flag error, in a line of its own: `Failed to parse options`. */
  readonly flagErrorPrefix?: string;
  run(call: CommandCall<T>): Promise<number>;
}

/** A command whose flags are nobody else's business. */
export interface Command {
  /** The whole help text, with no line end after the last line. */
  helpText(): string;
  /** The names of its flags, for completion. */
  readonly flagNames: readonly string[];
  /**
   * Parses the words after the command's name and runs it. `fullHelp` is its help text with the list
   * of commands below it. Resolves to the exit code.
   */
  execute(host: CliHost, words: readonly string[], fullHelp: string): Promise<number>;
}

/** Makes a command from its description. */
export function defineCommand<T extends FlagTable>(file: CommandFile<T>): Command {
  const helpText = (): string => {
    const options = file.flags === 'unparsed' ? '' : describeFlags(file.flags);
    return [file.usage, file.help, options === '' ? '' : `Options:\n\n${options}`]
      .filter((part) => part !== '')
      .join('\n\n');
  };
  return {
    helpText,
    flagNames: file.flags === 'unparsed' ? [] : Object.keys(file.flags),
    execute: async (host, words, fullHelp) => {
      const usageError = async () => {
        await host.say(`${helpText()}\n`);
        return 1;
      };
      const printHelp = async () => {
        await host.platform.terminal.output.write(`${fullHelp}\n`);
        return 1;
      };
      // Without a flag table no value of it is ever read.
      const none = { flags: {} as FlagValues<T>, rest: words };
      let parsed = none;
      try {
        if (file.flags !== 'unparsed') parsed = parseFlags(file.flags, words);
      } catch (error) {
        if (!(error instanceof FlagError)) throw error;
        await usageError();
        await host.error(error.message);
        if (file.flagErrorPrefix !== undefined) {
          await host.error(`${file.flagErrorPrefix}: ${error.message}`);
        }
        return 1;
      }
      return file.run({ host, flags: parsed.flags, args: parsed.rest, usageError, printHelp });
    },
  };
}
