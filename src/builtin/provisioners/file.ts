import {
  type Call,
  type DataMap,
  type Machine,
  messageOf,
  type PreparedCall,
  provisioner,
  throwIfCancelled,
  type Verdict,
  writeTemporaryFile,
} from '../../sdk/index.ts';
import { type FileConfig, fileOptions } from '../file/options.ts';
import { download, upload } from '../file/transfer.ts';

function sourcesOf({ source, sources }: FileConfig): readonly string[] {
  return source === '' ? sources : [...sources, source];
}

async function check({ config, host }: PreparedCall<FileConfig>): Promise<Verdict> {
  const errors: string[] = [];
  const direction = config.direction || 'upload';
  const sources = sourcesOf(config);
  if (direction !== 'upload' && direction !== 'download')
    errors.push('Direction must be one of: download, upload.');
  if (direction === 'upload' && !config.generated)
    for (const source of sources)
      await host.platform.files
        .status(source)
        .catch((error) => errors.push(`Bad source '${source}': ${messageOf(error)}`));
  if (sources.length > 0 && config.content !== '') errors.push('source(s) conflicts with content.');
  if (config.destination === '') errors.push('Destination must be specified.');
  return { errors };
}

async function provision(call: Call<FileConfig>, machine: Machine, data: DataMap): Promise<void> {
  const { config, interpolation, host, signal } = call;
  const destination = interpolation.render(config.destination, data);
  const sources = sourcesOf(config).map((source) => interpolation.render(source, data));
  const move = config.direction === 'download' ? download : upload;
  const written =
    config.content === ''
      ? []
      : [await writeTemporaryFile(host.platform, config.content, { name: 'pkr-file-content' })];
  try {
    for (const source of [...sources, ...written]) {
      throwIfCancelled(signal);
      await move(source, destination, call, machine);
    }
  } finally {
    for (const path of written) await host.platform.files.remove(path);
  }
}

/** Moves files to and from the machine (components 2.5). */
export const component = provisioner({ schema: fileOptions, check, provision });
