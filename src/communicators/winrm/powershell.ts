/** A command that runs a PowerShell script, whatever is in it; it shows no progress. */
export function encodedPowerShell(script: string): string {
  const whole = `$ProgressPreference = 'SilentlyContinue';${script}`;
  return `powershell.exe -EncodedCommand ${Buffer.from(whole, 'utf16le').toString('base64')}`;
}
