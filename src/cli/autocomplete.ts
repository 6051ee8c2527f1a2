import { messageOf } from '../base/index.ts';
import type { CliHost } from './cli-host.ts';
import type { CommandEntry } from './commands.ts';

type Table = ReadonlyMap<string, CommandEntry>;

/** What can follow the program's name besides commands. */
const rootFlags = ['-autocomplete-install', '-autocomplete-uninstall', '-help', '-version'];

/** The words of a command line up to the cursor; the last one is being typed. */
function typedWords(line: string, point: string | undefined): readonly string[] {
  const cursor = point === undefined || !/^\d+$/.test(point) ? line.length : Number(point);
  const words = line.slice(0, cursor).split(/\s+/);
  return words[0] === '' ? words.slice(1) : words;
}

/** Commands that can come next after the words of a family, such as `plugins`. */
function nextWords(table: Table, family: readonly string[]): readonly string[] {
  const start = family.map((word) => `${word} `).join('');
  const next = [...table.keys()]
    .filter((name) => name.startsWith(start) && name !== start.trimEnd())
    .map((name) => name.slice(start.length).split(' ')[0]!);
  return [...new Set(next)];
}

/** Answers the shell's question what could be typed next: one candidate per line. */
export async function complete(host: CliHost, table: Table, line: string): Promise<number> {
  const words = typedWords(line, host.platform.environment.variables.COMP_POINT).slice(1);
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1).filter((word) => !word.startsWith('-'));
  let name = '';
  for (let count = before.length; count > 0 && name === ''; count--) {
    const candidate = before.slice(0, count).join(' ');
    if (table.has(candidate)) name = candidate;
  }
  const candidates: string[] = [];
  const flags =
    name === ''
      ? rootFlags
      : ((await table.get(name)?.load())?.command.flagNames ?? []).map((flag) => `-${flag}`);
  if (last.startsWith('-')) candidates.push(...flags);
  else candidates.push(...nextWords(table, name === '' ? [] : name.split(' ')));
  const output = host.platform.terminal.output;
  for (const candidate of candidates.sort()) {
    if (candidate.startsWith(last)) await output.write(`${candidate}\n`);
  }
  return 0;
}

/** One shell's start-up file and the lines that make completion work there. */
interface Shell {
  readonly path: string;
  readonly lines: readonly string[];
  /** The file belongs to completion alone. */
  readonly whole?: boolean;
}

/** The shells this person uses: those whose start-up file exists. */
async function shellsOf(host: CliHost, binary: string): Promise<readonly Shell[]> {
  const { files, environment } = host.platform;
  const home = environment.home ?? '';
  const shells: Shell[] = [];
  const bash =
    environment.os === 'darwin'
      ? ['.bash_profile']
      : ['.bashrc', '.bash_profile', '.bash_login', '.profile'];
  for (const file of bash) {
    const path = `${home}/${file}`;
    if (!(await files.exists(path))) continue;
    shells.push({ path, lines: [`complete -C ${binary} tspacker`] });
    break;
  }
  if (await files.exists(`${home}/.zshrc`)) {
    shells.push({
      path: `${home}/.zshrc`,
      lines: [
        'autoload -U +X bashcompinit && bashcompinit',
        `complete -o nospace -C ${binary} tspacker`,
      ],
    });
  }
  const fish = `${environment.variables.XDG_CONFIG_HOME || `${home}/.config`}/fish`;
  if (await files.exists(fish)) {
    shells.push({
      path: `${fish}/completions/tspacker.fish`,
      lines: fishLines(binary),
      whole: true,
    });
  }
  return shells;
}

function fishLines(binary: string): readonly string[] {
  return [
    'function __complete_tspacker',
    '    set -lx COMP_LINE (commandline -cp)',
    '    test -z (commandline -ct); and set COMP_LINE "$COMP_LINE "',
    `    ${binary}`,
    'end',
    'complete -f -c tspacker -a "(__complete_tspacker)"',
  ];
}

async function contentOf(host: CliHost, path: string): Promise<string> {
  const { files } = host.platform;
  return (await files.exists(path)) ? new TextDecoder().decode(await files.read(path)) : '';
}

async function install(host: CliHost, shell: Shell): Promise<void> {
  const { files } = host.platform;
  const before = await contentOf(host, shell.path);
  const present = new Set(before.split('\n'));
  if (present.has(shell.lines.at(-1)!)) throw new Error(`already installed in ${shell.path}`);
  if (shell.whole) {
    await files.makeFolder(shell.path.slice(0, shell.path.lastIndexOf('/')));
    await files.write(shell.path, `${shell.lines.join('\n')}\n`);
    return;
  }
  const added = shell.lines.filter((line) => !present.has(line));
  await files.write(shell.path, before + added.map((line) => `\n${line}\n`).join(''));
}

async function uninstall(host: CliHost, shell: Shell): Promise<void> {
  const { files } = host.platform;
  const before = await contentOf(host, shell.path);
  const own = shell.lines.at(-1)!;
  if (!before.split('\n').includes(own)) throw new Error(`not installed in ${shell.path}`);
  if (shell.whole) await files.remove(shell.path);
  else await files.write(shell.path, before.replace(`\n${own}\n`, ''));
}

/** Installs or removes completion in the start-up files of the shells that are there (cli 5.12). */
export async function changeAutocomplete(
  host: CliHost,
  wish: { readonly install: boolean; readonly uninstall: boolean },
): Promise<number> {
  const fail = async (text: string) => {
    await host.platform.terminal.errorOutput.write(` Error executing CLI: ${text}\n`);
    return 1;
  };
  if (wish.install && wish.uninstall) {
    return fail(
      'Either the autocomplete install or uninstall flag may be specified, but not both.',
    );
  }
  const shells = await shellsOf(host, host.binary);
  if (shells.length === 0) return fail('Did not find any shells to install');
  const problems: string[] = [];
  for (const shell of shells) {
    try {
      await (wish.install ? install(host, shell) : uninstall(host, shell));
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return problems.length === 0 ? 0 : fail(problems.join('; '));
}
