/** What the words on the command line ask for (cli 2.2). */
export type Route =
  | { readonly kind: 'root-help'; readonly exitCode: 0 | 127 }
  | { readonly kind: 'autocomplete'; readonly install: boolean; readonly uninstall: boolean }
  | { readonly kind: 'help'; readonly name: string }
  | { readonly kind: 'flags-first'; readonly name: string }
  | { readonly kind: 'run'; readonly name: string; readonly words: readonly string[] };

const helpWords = new Set(['-h', '-help', '--help']);
const versionWords = new Set(['-v', '-version', '--version']);
const installWords = new Set(['-autocomplete-install', '--autocomplete-install']);
const uninstallWords = new Set(['-autocomplete-uninstall', '--autocomplete-uninstall']);

/** The longest known name that the words begin with; a name may be several words. */
function longestName(
  words: readonly string[],
  known: (name: string) => boolean,
): string | undefined {
  const end = words.findIndex((word) => word === '' || word.startsWith('-') || word.includes(' '));
  const usable = end < 0 ? words : words.slice(0, end);
  for (let count = usable.length; count > 0; count--) {
    const name = usable.slice(0, count).join(' ');
    if (known(name)) return name;
  }
  return undefined;
}

/** What was seen before and around the command's name. */
interface Scan {
  help: boolean;
  version: boolean;
  install: boolean;
  uninstall: boolean;
  flagsFirst: boolean;
  /** Where the command's name begins. */
  at: number;
}

function scan(words: readonly string[]): Scan {
  const seen: Scan = {
    help: false,
    version: false,
    install: false,
    uninstall: false,
    flagsFirst: false,
    at: -1,
  };
  for (const [index, word] of words.entries()) {
    if (word === '--') break;
    if (helpWords.has(word)) seen.help = true;
    else if (installWords.has(word)) seen.install = true;
    else if (uninstallWords.has(word)) seen.uninstall = true;
    else if (seen.at < 0) {
      if (versionWords.has(word)) seen.version = true;
      else if (word.startsWith('-')) seen.flagsFirst = true;
      else if (word !== '') seen.at = index;
    }
  }
  return seen;
}

/** Decides what to do. `known` tells the names of commands, such as `plugins install`. */
export function routeFor(words: readonly string[], known: (name: string) => boolean): Route {
  const seen = scan(words);
  if (seen.version) return { kind: 'run', name: 'version', words: [] };
  if (seen.help && seen.at < 0) return { kind: 'root-help', exitCode: 0 };
  if (seen.install || seen.uninstall) {
    return { kind: 'autocomplete', install: seen.install, uninstall: seen.uninstall };
  }
  const name = seen.at < 0 ? undefined : longestName(words.slice(seen.at), known);
  if (name === undefined) return { kind: 'root-help', exitCode: 127 };
  if (seen.help) return { kind: 'help', name };
  if (seen.flagsFirst) return { kind: 'flags-first', name };
  return { kind: 'run', name, words: words.slice(seen.at + name.split(' ').length) };
}
