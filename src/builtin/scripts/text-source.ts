import type { ByteSource } from '../../sdk/index.ts';

/** Text as the content of a file. */
export async function* textSource(text: string): ByteSource {
  yield new TextEncoder().encode(text);
}
