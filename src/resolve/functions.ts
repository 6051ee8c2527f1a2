import { type FunctionTable, functionTable } from '../eval/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Template } from '../template/index.ts';

/**
 * The functions that the files of a template mention. Relative file names in their arguments start
 * at the folder.
 */
export async function templateFunctions(
  { evaluation, environment, clock, random }: Platform,
  folder: string,
  { files }: Template,
): Promise<FunctionTable> {
  const table = functionTable(
    {
      ...evaluation,
      environment,
      now: () => clock.now(),
      randomBytes: (count) => random.bytes(count),
    },
    { folder, started: evaluation.started },
  );
  const decoder = new TextDecoder();
  await table.prepare(...files.map(({ bytes }) => decoder.decode(bytes)));
  return table;
}
