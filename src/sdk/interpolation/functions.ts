import { isAbsolute } from '../../platform/index.ts';
import type { BuildSettings, Data, DataMap } from '../../components/index.ts';
import { type FunctionTable, formatValue, packerFunctions } from '../../gotemplate/index.ts';
import type { ComponentHost } from '../component-host.ts';

/** What the functions of a template look at. */
export interface FunctionContext {
  readonly host: ComponentHost;
  readonly settings: BuildSettings;
  /** What the `build` function reads; undefined where there are no build variables at all. */
  readonly data: DataMap | undefined;
}

function folderOf(path: string, host: ComponentHost): string {
  const { cwd, pathSeparator } = host.platform.environment;
  const absolute = isAbsolute(path) ? path : `${cwd}${pathSeparator}${path}`;
  const end = Math.max(absolute.lastIndexOf('/'), absolute.lastIndexOf(pathSeparator));
  const folder = absolute.slice(0, Math.max(end, 1));
  return folder.replaceAll(/[/\\]\.(?=[/\\]|$)/g, '');
}

function textOf(value: Exclude<Data, null>): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : formatValue(value);
}

function textsOf(data: DataMap): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of data) if (value !== null) texts.set(name, textOf(value));
  return texts;
}

/** The functions of a template in an option of a component (components 4.11). */
export function templateFunctions({ host, settings, data }: FunctionContext): FunctionTable {
  const { platform, startedAt } = host;
  const { templatePath, userVariables } = settings;
  return packerFunctions({
    started: startedAt,
    randomBytes: (count) => platform.random.bytes(count),
    workingFolder: platform.environment.cwd,
    coreVersion: settings.coreVersion,
    buildName: settings.buildName,
    builderType: settings.builderType,
    ...(templatePath ? { templateFolder: folderOf(templatePath, host) } : {}),
    ...(userVariables === undefined ? {} : { userVariables }),
    ...(data === undefined ? {} : { buildData: textsOf(data) }),
  });
}
