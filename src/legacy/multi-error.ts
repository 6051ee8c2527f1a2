/** Several mistakes in one text, the way Packer lists them. */
export function multiError(problems: readonly string[]): string {
  const heading =
    problems.length === 1 ? '1 error occurred:' : `${problems.length} errors occurred:`;
  const items = problems.map((problem) => `\t* ${problem}`).join('\n');
  return `${heading}\n${items}\n\n`;
}

/** The mistakes of one decoding, sorted. */
export function decodeErrors(problems: readonly string[]): string {
  const items = [...problems].sort().map((problem) => `* ${problem}`);
  return `${problems.length} error(s) decoding:\n\n${items.join('\n')}`;
}
