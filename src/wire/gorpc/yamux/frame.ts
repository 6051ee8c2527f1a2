/** Length of every frame header, in bytes (plugin-protocol 2.1). */
export const headerLength = 12;

/** What a frame is. */
export const frameType = { data: 0, windowUpdate: 1, ping: 2, goAway: 3 } as const;

/** Bits of a frame's flags. */
export const frameFlag = { syn: 1, ack: 2, fin: 4, rst: 8 } as const;

/** Why a session ends, in a GoAway frame. */
export const goAwayCode = { normal: 0, protocolError: 1, internalError: 2 } as const;

/** A frame without its payload. */
export interface FrameHeader {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  /** Data: payload bytes; window update: increment; ping: opaque id; go away: code. */
  readonly length: number;
}

/** The 12 bytes of a header, big-endian. */
export function encodeHeader(header: FrameHeader): Uint8Array {
  const bytes = new Uint8Array(headerLength);
  writeHeader(bytes, header);
  return bytes;
}

/** Writes a header into the first 12 bytes. */
export function writeHeader(bytes: Uint8Array, header: FrameHeader): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  view.setUint8(0, 0);
  view.setUint8(1, header.type);
  view.setUint16(2, header.flags);
  view.setUint32(4, header.streamId);
  view.setUint32(8, header.length);
}

/** Reads a header; undefined if it cannot be one (wrong version or type). */
export function decodeHeader(bytes: Uint8Array, at = 0): FrameHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headerLength);
  const type = view.getUint8(1);
  if (view.getUint8(0) !== 0 || type > frameType.goAway) return undefined;
  return { type, flags: view.getUint16(2), streamId: view.getUint32(4), length: view.getUint32(8) };
}
