/** Inflates raw deflate data to at most `limit` bytes; throws when the data is damaged or larger. */
export function inflateRaw(data: Uint8Array, limit: number): Uint8Array {
  const { inflateRawSync } = process.getBuiltinModule('node:zlib');
  return inflateRawSync(data, { maxOutputLength: Math.max(1, limit) });
}

/** SHA-256 in lower-case hexadecimal digits. */
export function sha256Of(data: Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(data).digest('hex');
}
