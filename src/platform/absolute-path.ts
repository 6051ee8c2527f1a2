import { isAbsolute } from './is-absolute.ts';
import type { Environment } from './ports.ts';

/** A path from the root on, without empty parts, `.` and `..`; relative ones are below the current folder. */
export function absolutePath(path: string, environment: Environment): string {
  const { cwd, pathSeparator } = environment;
  const whole = isAbsolute(path) ? path : `${cwd}${pathSeparator}${path}`;
  const [root = pathSeparator] = /^([A-Za-z]:)?[/\\]*/.exec(whole) ?? [];
  const parts: string[] = [];
  for (const part of whole.slice(root.length).split(pathSeparator === '\\' ? /[/\\]/ : '/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${root.replace(/[/\\]+$/, '')}${pathSeparator}${parts.join(pathSeparator)}`;
}
