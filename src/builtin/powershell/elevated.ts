import type { DataMap, Machine } from '../../sdk/index.ts';
import { messageOf } from '../../sdk/index.ts';
import { textSource } from '../scripts/text-source.ts';
import { timeOrderedUuid } from '../windows/time-ordered-uuid.ts';
import { quotePowershell } from './commands.ts';
import type { PowershellCall } from './options.ts';

function escapeXml(text: string): string {
  return text.replace(/[&<>"'\t\n\r]/g, (sign) => {
    const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
    return named[sign] ?? `&#${sign.charCodeAt(0)};`;
  });
}

interface Task {
  readonly name: string;
  readonly log: string;
  readonly command: string;
  readonly user: string;
  readonly password: string;
}

/** The task that runs the command with all rights of the user. */
function taskXml({ user, command, password }: Task): string {
  const logon = password === '' ? '' : '<LogonType>Password</LogonType>';
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Packer elevated task</Description></RegistrationInfo>
  <Principals><Principal id="Author"><UserId>${user}</UserId>${logon}<RunLevel>HighestAvailable</RunLevel></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>false</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <IdleSettings><StopOnIdleEnd>false</StopOnIdleEnd><RestartOnIdle>false</RestartOnIdle></IdleSettings>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>4</Priority>
  </Settings>
  <Actions Context="Author"><Exec><Command>cmd</Command><Arguments>/c ${command}</Arguments></Exec></Actions>
</Task>`;
}

/** The script that registers the task, shows what it prints and ends as it ends. */
function runnerScript(task: Task): string {
  const { name, log, user, password } = task;
  // 1: log on with the password; 5: as a service account, which has none.
  const [logon, secret] = password === '' ? [5, '$null'] : [1, `"${password}"`];
  return `$name = "${name}"
$log = [System.Environment]::ExpandEnvironmentVariables("${log}")
$xml = @'
${taskXml(task)}
'@
$service = New-Object -ComObject "Schedule.Service"
$service.Connect()
$definition = $service.NewTask($null)
$definition.XmlText = $xml
$folder = $service.GetFolder("\\")
$folder.RegisterTaskDefinition($name, $definition, 6, "${user}", ${secret}, ${logon}, $null) | Out-Null
$task = $folder.GetTask("\\$name")
$task.Run($null) | Out-Null
$patience = 10
$waited = 0
while (($task.State -ne 4) -and ($waited -lt $patience)) {
  Start-Sleep -Seconds 1
  $waited++
}
$shown = 0
function Show-NewLines {
  if (-not (Test-Path $log)) { return $script:shown }
  Get-Content $log | Select-Object -Skip $script:shown | ForEach-Object {
    $script:shown += 1
    [System.Console]::Out.WriteLine("$_")
  }
}
do {
  Start-Sleep -Milliseconds 100
  Show-NewLines | Out-Null
} while ($task.State -ne 3)
Show-NewLines | Out-Null
$result = $task.LastTaskResult
if (Test-Path $log) { Remove-Item $log -Force -ErrorAction SilentlyContinue | Out-Null }
Remove-Item $MyInvocation.MyCommand.Path -Force -ErrorAction SilentlyContinue | Out-Null
$folder.DeleteTask($name, 0)
[System.Runtime.Interopservices.Marshal]::ReleaseComObject($service) | Out-Null
exit $result
`;
}

/** Uploads a script that runs the command as another user, and says how to run that script. */
export async function elevated(
  command: string,
  call: PowershellCall,
  machine: Machine,
  data: DataMap,
): Promise<string> {
  const { config, host, interpolation, signal } = call;
  const id = timeOrderedUuid(host.platform);
  const log = `%SYSTEMROOT%/Temp/packer-${id}.out`;
  const script = runnerScript({
    name: `packer-${id}`,
    log,
    command: escapeXml(`${command} > ${log} 2>&1`),
    user: quotePowershell(interpolation.render(config.elevated_user, data)),
    password: quotePowershell(interpolation.render(config.elevated_password, data)),
  });
  const path = `C:/Windows/Temp/packer-elevated-shell-${id}.ps1`;
  try {
    await machine.upload(path, textSource(script), { signal });
  } catch (cause) {
    const reason = `Error preparing elevated powershell script: ${messageOf(cause)}`;
    throw new Error(reason, { cause });
  }
  return `powershell -executionpolicy bypass -file "${path}"`;
}
