import type { DataMap } from '../../sdk/index.ts';
import { formatVariables, scriptVariables } from '../scripts/environment-variables.ts';
import { type PowershellCall, type PowershellConfig, policyOf } from './options.ts';

/** Fit for the inside of double quotes of PowerShell. */
export function quotePowershell(value: string): string {
  return value.replace(/[$"`']/g, '`$&');
}

/** The assignments that come before a script. */
export function assignments(call: PowershellCall, data: DataMap): string {
  const { config, settings, interpolation } = call;
  const rendered = (text: string): string => interpolation.render(text, data);
  const entries = config.environment_vars.map(rendered);
  const byName = Object.fromEntries(
    Object.entries(config.env).map(([name, value]) => [rendered(name), rendered(value)]),
  );
  const variables = scriptVariables(settings, data, { entries, byName });
  const quoted = [...variables].map(([name, value]) => [name, quotePowershell(value)] as const);
  const elevated = config.elevated_user === '' ? '' : config.elevated_env_var_format;
  const format = elevated || config.env_var_format || '$env:%s="%s"; ';
  return formatVariables(new Map(quoted), format);
}

function inlineCommand(config: PowershellConfig): string {
  const policy = policyOf(config);
  if (policy === 'none') return '-file {{.Path}}';
  return `${config.use_pwsh ? 'pwsh' : 'powershell'} -executionpolicy ${policy} -file {{.Path}}`;
}

function scriptCommand(config: PowershellConfig): string {
  const trace = config.debug_mode === 0 ? '' : `Set-PsDebug -Trace ${config.debug_mode};`;
  const base = `& { if (Test-Path variable:global:ProgressPreference){set-variable -name variable:global:ProgressPreference -value 'SilentlyContinue'};${trace}. {{.Vars}}; &'{{.Path}}'; exit $LastExitCode }`;
  const policy = policyOf(config);
  if (policy === 'none') return base;
  return config.use_pwsh
    ? `pwsh -executionpolicy ${policy} -command "${base}"`
    : `powershell -executionpolicy ${policy} "${base}"`;
}

/** The command that runs a script, as a template: that of the user, or the usual one. */
export function commandTemplate(config: PowershellConfig, elevated: boolean): string {
  const given = elevated ? config.elevated_execute_command : config.execute_command;
  if (given !== '') return given;
  return config.inline.length > 0 ? inlineCommand(config) : scriptCommand(config);
}

/**
 * The script for the inline lines: an error ends it with 1, and a program that fails with the
 * program's exit code, which `-file` alone would not tell.
 */
export function inlineScript(call: PowershellCall, data: DataMap): string {
  const { config, interpolation } = call;
  const payload = config.inline.map((line) => `${interpolation.render(line, data)}\n\t`).join('');
  const trace = config.debug_mode === 0 ? '' : `Set-PsDebug -Trace ${config.debug_mode}\n`;
  return `if (Test-Path variable:global:ProgressPreference) {
	Set-Variable -Name variable:global:ProgressPreference -Value 'SilentlyContinue'
}
${trace}$exitCode = 0
try {
	${assignments(call, data)}
	${payload}
	$exitCode = 0
} catch {
	Write-Error "An error occurred: $_"
	$exitCode = 1
}
if ((Test-Path variable:global:LASTEXITCODE) -and ($null -ne $LASTEXITCODE) -and ($LASTEXITCODE -ne 0)) {
	$exitCode = $LASTEXITCODE
}
exit $exitCode
`;
}

/** The script that removes what was put on the machine, itself at last. */
export function cleanupScript(paths: readonly string[]): string {
  return paths.map((path) => `if (Test-Path ${path}) {Remove-Item ${path}}\n`).join('');
}
