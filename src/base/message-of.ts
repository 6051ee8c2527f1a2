/** The sentence of anything that was thrown: the message of an error, everything else as text. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
