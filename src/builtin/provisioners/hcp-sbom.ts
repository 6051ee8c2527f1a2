import { posix } from 'node:path';
import * as z from 'zod/mini';
import {
  type ByteSink,
  type Call,
  type DataMap,
  type Machine,
  messageOf,
  type PreparedCall,
  provisioner,
  type Verdict,
} from '../../sdk/index.ts';
import { flag, text, texts } from '../options.ts';
import { sbomProblem } from '../sbom/sbom-problem.ts';

const schema = z.object({
  source: text(),
  destination: text(),
  sbom_name: text(),
  auto_generate: flag(),
  scanner_args: texts(),
  scan_path: text(),
  execute_command: text(),
  elevated_user: text(),
  elevated_password: text(),
  scanner_url: text(),
  scanner_checksum: text(),
});

type SbomConfig = z.infer<typeof schema>;

const namePattern = /^[0-9A-Za-z-]{3,36}$/;

/** What is wrong with a configuration that wants the SBOM to be made. */
function generationProblems({ source, ...config }: SbomConfig): string[] {
  const errors = [
    source === ''
      ? 'auto_generate is not supported by tspacker; make the SBOM with a provisioner before this one and name it in source'
      : 'source and auto_generate are mutually exclusive; use either source for pre-generated SBOMs or auto_generate to create them',
  ];
  if (config.scanner_checksum !== '' && config.scanner_url === '')
    errors.push(
      'scanner_checksum requires scanner_url to be specified (note: both fields are deprecated and ignored)',
    );
  if (config.elevated_password !== '' && config.elevated_user === '')
    errors.push('elevated_user must be specified if elevated_password is provided');
  return errors;
}

function check({ config }: PreparedCall<SbomConfig>): Verdict {
  const { source, sbom_name: name } = config;
  const errors: string[] = [];
  if (config.auto_generate) errors.push(...generationProblems(config));
  else if (source === '') errors.push('source must be specified when auto_generate is not enabled');
  if (name !== '' && !name.includes('<no value>') && !namePattern.test(name)) {
    errors.push(
      `\`sbom_name\` "${name}" doesn't match the expected format, it must contain between 3 and 36 characters, all from the following set: [A-Za-z0-9_-]`,
    );
  }
  return { errors };
}

/** A sink that keeps everything; an SBOM is a few megabytes. */
function keeping(): { readonly sink: ByteSink; content(): string } {
  const chunks: Uint8Array[] = [];
  return {
    sink: { write: async (chunk) => void chunks.push(chunk), close: async () => {} },
    content: () => Buffer.concat(chunks).toString('utf8'),
  };
}

/** Where the person wants a copy: a file, or a fresh one in a folder. Makes what is missing above it. */
async function destinationFor(wanted: string, { host }: Call<SbomConfig>): Promise<string> {
  const { files, random } = host.platform;
  const isFolder = await files.status(wanted).then(
    ({ kind }) => kind === 'directory',
    () => wanted.endsWith('/'),
  );
  await files.makeFolder(isFolder ? wanted : posix.dirname(wanted), 0o755);
  return isFolder ? posix.join(wanted, `packer-user-sbom-${random.uuid()}.json`) : wanted;
}

async function provision(call: Call<SbomConfig>, machine: Machine, data: DataMap): Promise<void> {
  const { config, interpolation, host, signal, ui } = call;
  const goOn = async (problem: string) => {
    await ui.error(problem);
    await ui.error('Build will continue without SBOM');
  };
  const kept = keeping();
  try {
    await machine.download(interpolation.render(config.source, data), kept.sink, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return goOn(`Failed to download SBOM file: ${messageOf(error)}`);
  }
  const problem = sbomProblem(kept.content());
  if (problem !== undefined) return goOn(`Failed to process SBOM: ${problem}`);
  if (config.destination === '') return;
  const path = await destinationFor(interpolation.render(config.destination, data), call);
  await host.platform.files.write(path, kept.content(), 0o644);
}

/** Fetches a software bill of materials from the machine (components 2.11). */
export const component = provisioner({ schema, check, provision });
