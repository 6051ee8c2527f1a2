import { knownBuildNames } from '../resolve/index.ts';

/** What the build variables of a legacy template are replaced with before the build runs (cli 6.2). */
export function legacyPlaceholders(generated: readonly string[]): ReadonlyMap<string, string> {
  const sentence = (name: string) =>
    `Build_${name}. To set this dynamically in the Packer template, you must use the \`build\` function`;
  return new Map([
    ...[...knownBuildNames, ...generated].map((name) => [name, sentence(name)] as const),
    ['WinRMPassword', '{{.WinRMPassword}}'],
  ]);
}
