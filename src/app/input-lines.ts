import type { ByteSource } from '../base/index.ts';

/** The lines of a byte source, decoded, without their line feeds. What follows the last line feed counts if it is not empty. */
export async function* inputLines(source: ByteSource): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of source) {
    const pieces = decoder.decode(chunk, { stream: true }).split('\n');
    pieces[0] = rest + pieces[0]!;
    rest = pieces.pop()!;
    yield* pieces;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
