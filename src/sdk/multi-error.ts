/** Several mistakes in Packer's words: `2 error(s) occurred:`, an empty line, one bullet each. */
export function multiError(messages: readonly string[]): string {
  const bullets = messages.map((message) => `* ${message}`);
  return `${messages.length} error(s) occurred:\n\n${bullets.join('\n')}`;
}

/** Several mistakes in the words of unknown keys: indented bullets and two line ends. */
export function errorList(messages: readonly string[]): string {
  const head = messages.length === 1 ? '1 error occurred:' : `${messages.length} errors occurred:`;
  const bullets = messages.map((message) => `\t* ${message}\n`);
  return `${head}\n${bullets.join('')}\n`;
}

/** Mistakes while decoding, sorted: `1 error(s) decoding:`, an empty line, one bullet each. */
export function decodingError(messages: readonly string[]): string {
  const bullets = [...messages].sort().map((message) => `* ${message}`);
  return `${messages.length} error(s) decoding:\n\n${bullets.join('\n')}`;
}
