import { messageOf, type RunContext } from 'tspacker/sdk';

/** Does a part of a step; when it fails, the reason is shown at once and stops the build. */
export async function shown<T>(
  { ui }: RunContext,
  prefix: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const error = new Error(`${prefix}${messageOf(cause)}`, { cause });
    await ui.error(error.message);
    throw error;
  }
}
