/** What core knows of every build (components 1.7). */
const commonNames = [
  'ID',
  'Host',
  'Port',
  'User',
  'Password',
  'ConnType',
  'PackerRunUUID',
  'PackerHTTPPort',
  'PackerHTTPIP',
  'PackerHTTPAddr',
  'SSHPublicKey',
  'SSHPrivateKey',
];

/** What the build variables of a legacy template are replaced with before the build runs (cli 6.2). */
export function legacyPlaceholders(generated: readonly string[]): ReadonlyMap<string, string> {
  const sentence = (name: string) =>
    `Build_${name}. To set this dynamically in the Packer template, you must use the \`build\` function`;
  return new Map([
    ...[...commonNames, ...generated].map((name) => [name, sentence(name)] as const),
    ['WinRMPassword', '{{.WinRMPassword}}'],
  ]);
}
