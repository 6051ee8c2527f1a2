/** The text in canonical style; changes nothing but spaces between tokens. Never fails. */
export function formatSource(_bytes: Uint8Array): Uint8Array {
  throw new Error('soon');
}
