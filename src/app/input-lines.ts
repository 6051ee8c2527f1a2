import type { ByteSource } from '../base/index.ts';

/** The lines of a byte source, decoded, without their line feeds. What follows the last line feed counts if it is not empty. */
export function inputLines(source: ByteSource): AsyncGenerator<string> {
  return pieces(source, '\n');
}

/** Lines that stand for what a person types: a carriage return is the return key, so it ends a line too. */
export function typedLines(source: ByteSource): AsyncGenerator<string> {
  return pieces(source, /[\r\n]/);
}

async function* pieces(source: ByteSource, end: string | RegExp): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of source) {
    const lines = decoder.decode(chunk, { stream: true }).split(end);
    lines[0] = rest + lines[0]!;
    rest = lines.pop()!;
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
