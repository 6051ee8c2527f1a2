import type { CliHost } from './cli-host.ts';
import type { Command } from './command.ts';
import { type CommandEntry, commands } from './commands.ts';
import { type Route, routeFor } from './route.ts';
import { ownVersion } from './version.ts';

type Table = ReadonlyMap<string, CommandEntry>;

/** One line per command: name, padded, and what it does. */
function listed(entries: readonly (readonly [string, CommandEntry])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, entry]) => `    ${name.padEnd(width)}    ${entry.synopsis}`)
    .join('\n');
}

function rootHelp(table: Table): string {
  const entries = [...table].filter(([name, entry]) => !entry.hidden && !name.includes(' '));
  return `Usage: tspacker [--version] [--help] <command> [<args>]

tspacker ${ownVersion}, a drop-in replacement for Packer

Available commands are:
${listed(entries)}
`;
}

/** A command's help text and the list of the commands below it. */
function fullHelp(table: Table, name: string, command: Command): string {
  const family = name === 'plugin' ? 'plugins ' : `${name} `;
  const children = [...table]
    .filter(([other, entry]) => other.startsWith(family) && !entry.hidden)
    .map(([other, entry]) => [other.slice(family.length), entry] as const);
  const text = command.helpText();
  return children.length === 0 ? text : `${text}\n\nSubcommands:\n${listed(children)}`;
}

const flagsFirst =
  'Invalid flags before the subcommand. If these flags are for\nthe subcommand, please put them after the subcommand.\n\n';

async function loaded(table: Table, name: string): Promise<Command> {
  const entry = table.get(name);
  if (entry === undefined) throw new Error(`no command ${name}`);
  return (await entry.load()).command;
}

async function follow(route: Route, host: CliHost, table: Table): Promise<number> {
  const print = (text: string) => host.platform.terminal.output.write(`${text}\n`);
  switch (route.kind) {
    case 'root-help':
      await print(rootHelp(table));
      return route.exitCode;
    case 'autocomplete': {
      const { changeAutocomplete } = await import('./autocomplete.ts');
      return changeAutocomplete(host, route);
    }
    case 'help':
      await print(fullHelp(table, route.name, await loaded(table, route.name)));
      return 0;
    case 'flags-first':
      await print(flagsFirst + fullHelp(table, route.name, await loaded(table, route.name)));
      return 1;
    case 'run': {
      const command = await loaded(table, route.name);
      return command.execute(host, route.words, fullHelp(table, route.name, command));
    }
  }
}

/** Does what the command line says and gives the exit code. */
export async function dispatch(
  words: readonly string[],
  host: CliHost,
  table: Table = commands,
): Promise<number> {
  const line = host.platform.environment.variables.COMP_LINE;
  if (line !== undefined && line !== '') {
    const { complete } = await import('./autocomplete.ts');
    return complete(host, table, line);
  }
  return follow(
    routeFor(words, (name) => table.has(name)),
    host,
    table,
  );
}
