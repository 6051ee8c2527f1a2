import { type ByteSink, messageOf, type World } from 'tspacker/sdk';

/** Opens a file for something that writes into it; nothing is left of it when that fails. */
export async function writeInto(
  { files }: World,
  path: string,
  openingFailed: string,
  work: (sink: ByteSink) => Promise<void>,
): Promise<void> {
  const sink = await files.writeStream(path, { mode: 0o666 }).catch((cause: unknown) => {
    const why = messageOf(cause);
    throw new Error(`${openingFailed}${why}`, { cause });
  });
  try {
    await work(sink);
    await sink.close();
  } catch (error) {
    await sink.close().catch(() => {});
    await files.remove(path).catch(() => {});
    throw error;
  }
}
