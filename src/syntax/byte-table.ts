/** Adds bits to the entries of some ASCII characters. */
export function mark(table: Uint8Array, characters: string, bits: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    table[code] = (table[code] ?? 0) | bits;
  }
}

/** The ASCII letters. */
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The ASCII digits. */
export const digits = '0123456789';
