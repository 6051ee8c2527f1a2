import * as z from 'zod/mini';
import { type Call, duration, sensitive } from '../../sdk/index.ts';
import { fiveMinutes, flag, text, whole } from '../options.ts';
import { scriptOptions } from '../scripts/script-options.ts';

/** The options of the powershell provisioner (components 2.6). */
export const powershellOptions = z.object({
  ...scriptOptions,
  binary: flag(),
  remote_path: text(),
  execute_command: text(),
  remote_env_var_path: text(),
  elevated_env_var_format: text(),
  elevated_execute_command: text(),
  elevated_user: text(),
  elevated_password: sensitive(text()),
  execution_policy: text(),
  debug_mode: whole(),
  skip_clean: flag(),
  start_retry_timeout: duration(fiveMinutes),
  pause_after: duration(),
  use_pwsh: flag(),
});

/** What the user wants PowerShell to do. */
export type PowershellConfig = z.infer<typeof powershellOptions>;

/** A call that runs PowerShell scripts. */
export type PowershellCall = Call<PowershellConfig>;

const policies = [
  'bypass',
  'allsigned',
  'default',
  'remotesigned',
  'restricted',
  'undefined',
  'unrestricted',
  'none',
];

/** The name of the execution policy, which may be given by its number. */
export function policyOf({ execution_policy: given }: PowershellConfig): string {
  return given === '' ? 'bypass' : (policies[Number(given)] ?? given);
}

/** What is wrong with the name of the policy; shown alone, because decoding stops there. */
export function unknownPolicy({ execution_policy: given }: PowershellConfig): string | undefined {
  if (given === '' || policies.includes(given) || /^\d+$/.test(given)) return undefined;
  return `1 error(s) decoding:\n\n* error decoding 'execution_policy': ${given} does not belong to ExecutionPolicy values`;
}

/** What is wrong with the options that only PowerShell has. */
export function powershellProblems(config: PowershellConfig): string[] {
  const { elevated_user: user, elevated_password: password, debug_mode: trace } = config;
  const names = policies.map((name) => `"${name}"`).join(', ');
  return [
    ...(password !== '' && user === ''
      ? ["Must supply an 'elevated_user' if 'elevated_password' provided"]
      : []),
    ...(policies.includes(policyOf(config))
      ? []
      : [`Invalid execution policy provided. Please supply one of: ${names}.`]),
    ...(trace >= 0 && trace <= 2
      ? []
      : [`${trace} is an invalid Trace level for \`debug_mode\`; valid values are 0, 1, and 2`]),
  ];
}
