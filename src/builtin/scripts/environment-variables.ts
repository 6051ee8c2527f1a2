import { type BuildSettings, compareText, type DataMap, isMissingValue } from '../../sdk/index.ts';

/** `KEY=VALUE`, cut at the first equals sign; undefined where there is no key. */
function pair(entry: string): readonly [string, string] | undefined {
  const at = entry.indexOf('=');
  return at < 1 ? undefined : [entry.slice(0, at), entry.slice(at + 1)];
}

/** What is wrong with the entries of `environment_vars`. */
export function environmentProblems(entries: readonly string[]): string[] {
  return entries
    .filter((entry) => pair(entry) === undefined)
    .map((entry) => `Environment variable not in format 'key=value': ${entry}`);
}

const injected: readonly (readonly [name: string, key: string])[] = [
  ['PACKER_HTTP_ADDR', 'PackerHTTPAddr'],
  ['PACKER_HTTP_IP', 'PackerHTTPIP'],
  ['PACKER_HTTP_PORT', 'PackerHTTPPort'],
];

/** What the user says about variables. */
export interface UserVariables {
  /** `KEY=VALUE`. */
  readonly entries: readonly string[];
  /** Wins over the entries. */
  readonly byName: Readonly<Record<string, string>>;
}

/** The variables of a script: those of the build, then those of the user; later ones win. */
export function scriptVariables(
  { buildName, builderType }: BuildSettings,
  data: DataMap,
  user: UserVariables,
): ReadonlyMap<string, string> {
  const variables = new Map([
    ['PACKER_BUILD_NAME', buildName],
    ['PACKER_BUILDER_TYPE', builderType],
  ]);
  for (const [name, key] of injected) {
    const value = data.get(key);
    if (typeof value === 'string' && value !== '' && !isMissingValue(value))
      variables.set(name, value);
  }
  for (const entry of user.entries) {
    const parts = pair(entry);
    if (parts !== undefined) variables.set(...parts);
  }
  for (const [name, value] of Object.entries(user.byName)) variables.set(name, value);
  return variables;
}

/** Puts the arguments in the places of `%s` and `%v`, as printf does. */
function printf(format: string, ...args: readonly string[]): string {
  let next = 0;
  return format.replace(/%([%svq])/g, (whole, verb: string) => {
    if (verb === '%') return '%';
    const value = args[next++];
    if (value === undefined) return `${whole}!(MISSING)`;
    return verb === 'q' ? JSON.stringify(value) : value;
  });
}

/** The variables as shell text: sorted by name, each put into the format, with nothing between. */
export function formatVariables(variables: ReadonlyMap<string, string>, format: string): string {
  return [...variables]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, value]) => printf(format, name, value))
    .join('');
}

/** Fit for the inside of single quotes of a POSIX shell. */
export function quoteSingle(value: string): string {
  return value.replaceAll("'", `'"'"'`);
}
