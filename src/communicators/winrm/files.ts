import { type ByteSink, type ByteSource, messageOf, textSink } from '../../base/index.ts';
import type { Files, Randomness } from '../../platform/index.ts';
import { encodedPowerShell } from './powershell.ts';
import type { OutputSinks, WinRmClient } from './shell.ts';

/** Longest command line that Windows takes, with some room. */
const longestCommand = 8000;
const commandsPerShell = 15;

async function runOnce(
  client: WinRmClient,
  command: string,
  sinks: OutputSinks,
  signal: AbortSignal,
): Promise<number> {
  const shell = await client.open(signal);
  try {
    return await shell.run(command, sinks, signal);
  } finally {
    await shell.close();
  }
}

/** Pieces of exactly that size, but for the last one. */
async function* pieces(source: ByteSource, size: number): AsyncGenerator<Buffer, void, void> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    let at = 0;
    for (; rest.length - at >= size; at += size) yield rest.subarray(at, at + size);
    rest = rest.subarray(at);
  }
  if (rest.length > 0) yield rest;
}

/** Appends the content to a remote file as lines of base64, a few commands to a shell. */
async function sendPieces(
  client: WinRmClient,
  content: ByteSource,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const size = Math.floor((longestCommand - path.length) / 4) * 3;
  let shell: Awaited<ReturnType<WinRmClient['open']>> | undefined;
  let used = 0;
  try {
    for await (const piece of pieces(content, size)) {
      if (used === commandsPerShell) {
        await shell?.close();
        [shell, used] = [undefined, 0];
      }
      shell ??= await client.open(signal);
      used++;
      const code = await shell.run(`echo ${piece.toString('base64')} >> "${path}"`, {}, signal);
      if (code !== 0) throw new Error(`upload operation returned code=${code}`);
    }
  } finally {
    await shell?.close();
  }
}

const restoreScript = (from: string, to: string): string => `
$tmp_file_path = [System.IO.Path]::GetFullPath("${from}")
$dest_file_path = [System.IO.Path]::GetFullPath("${to}")
if (Test-Path $dest_file_path -PathType Container) { exit 1 }
$dest_dir = [System.IO.Path]::GetDirectoryName($dest_file_path)
if (-not (Test-Path $dest_dir)) { New-Item -ItemType Directory -Force -Path $dest_dir | Out-Null }
if (Test-Path $dest_file_path) { Remove-Item -Force $dest_file_path }
if (Test-Path $tmp_file_path) {
  $reader = [System.IO.File]::OpenText($tmp_file_path)
  $writer = [System.IO.File]::OpenWrite($dest_file_path)
  try {
    while ($null -ne ($line = $reader.ReadLine())) {
      $bytes = [System.Convert]::FromBase64String($line)
      $writer.Write($bytes, 0, $bytes.Length)
    }
  } finally {
    $reader.Dispose()
    $writer.Dispose()
  }
} else {
  echo $null > $dest_file_path
}
`;

const removeScript = (path: string): string => `
$tmp_file_path = [System.IO.Path]::GetFullPath("${path}")
if (Test-Path $tmp_file_path) { Remove-Item $tmp_file_path -ErrorAction SilentlyContinue }
`;

const downloadScript = (path: string): string => `
$ErrorActionPreference = 'Stop'
[System.Convert]::ToBase64String([System.IO.File]::ReadAllBytes("${path}"))
`;

/** One attempt to change something; its failure gets a sentence in front. */
async function step(words: string, work: () => Promise<number | undefined>, name: string) {
  try {
    const code = await work();
    if (code) throw new Error(`${name} operation returned code=${code}`);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Error(`${words}: ${reason}`, { cause });
  }
}

/** What uploads need of the world. */
export interface UploadWorld {
  readonly files: Files;
  readonly random: Randomness;
}

/** Writes a remote file; it is put together beside its place first (components 3.10). */
export async function upload(
  client: WinRmClient,
  { random }: Pick<UploadWorld, 'random'>,
  { content, path, signal }: { content: ByteSource; path: string; signal: AbortSignal },
): Promise<void> {
  const name = `winrmcp-${random.uuid()}.tmp`;
  const target = path.replaceAll('/', '\\');
  const temporary = `$env:TEMP\\${name}`;
  const send = async (): Promise<undefined> =>
    void (await sendPieces(client, content, `%TEMP%\\${name}`, signal));
  const run = (script: string) => () => runOnce(client, encodedPowerShell(script), {}, signal);
  await step(`Error uploading file to %TEMP%\\${name}`, send, 'upload');
  const restoring = `Error restoring file from ${temporary} to ${target}`;
  await step(restoring, run(restoreScript(temporary, target)), 'restore');
  await step(`Error removing temporary file ${temporary}`, run(removeScript(temporary)), 'cleanup');
}

/** Uploads every file of a folder; folders without files are not made. */
export async function uploadFolder(
  client: WinRmClient,
  world: UploadWorld,
  { source, destination, signal }: { source: string; destination: string; signal: AbortSignal },
): Promise<void> {
  const from = source.replace(/(?<=.)[/\\]+$/, '');
  const name = from.slice(Math.max(from.lastIndexOf('/'), from.lastIndexOf('\\')) + 1);
  const root = /[/\\]$/.test(source) ? destination : `${destination}\\${name}`;
  const walk = async (folder: string, to: string): Promise<void> => {
    for (const entry of await world.files.list(folder)) {
      const [local, remote] = [`${folder}/${entry}`, `${to}\\${entry}`];
      const { kind } = await world.files.linkStatus(local);
      if (kind === 'directory') await walk(local, remote);
      else if (entry !== '.DS_Store')
        await upload(client, world, {
          content: world.files.readStream(local),
          path: remote,
          signal,
        });
    }
  };
  await walk(from, root.replace(/(?<=.)[/\\]+$/, ''));
}

/** A sink that decodes base64 as it comes, line ends and all. */
function decoding(into: ByteSink): ByteSink {
  let rest = '';
  const decoder = new TextDecoder();
  return {
    write: async (chunk) => {
      rest += decoder.decode(chunk, { stream: true }).replace(/[^A-Za-z0-9+/=]/g, '');
      const whole = rest.length - (rest.length % 4);
      if (whole > 0) await into.write(Buffer.from(rest.slice(0, whole), 'base64'));
      rest = rest.slice(whole);
    },
    close: () => into.close(),
  };
}

/** Reads a remote file. */
export async function download(
  client: WinRmClient,
  path: string,
  into: ByteSink,
  signal: AbortSignal,
): Promise<void> {
  const stderr = textSink();
  const sinks = { stdout: decoding(into), stderr };
  const code = await runOnce(client, encodedPowerShell(downloadScript(path)), sinks, signal);
  if (code !== 0)
    throw new Error(stderr.text().trim() || `download operation returned code=${code}`);
  await into.close();
}
