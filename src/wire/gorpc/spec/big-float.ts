import { BigFloat } from '../../../values/index.ts';

const headLength = 6;

/** Go's binary form of a big.Float (plugin-protocol 5.6); undefined if the bytes are none. */
export function readBigFloat(bytes: Uint8Array): BigFloat | undefined {
  if (bytes.length < headLength || bytes[0] !== 1) return undefined;
  const negative = (bytes[1]! & 1) === 1;
  const form = (bytes[1]! >> 1) & 3;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const precision = view.getUint32(2);
  if (form === 0) {
    const zero = BigFloat.fromInteger(0, precision);
    return negative ? zero.neg() : zero;
  }
  if (form === 2) return negative ? BigFloat.negativeInfinity : BigFloat.infinity;
  if (bytes.length <= headLength + 4) return undefined;
  const exponent = view.getInt32(headLength);
  let mantissa = 0n;
  for (const byte of bytes.subarray(headLength + 4)) mantissa = (mantissa << 8n) | BigInt(byte);
  const scaled = exponent - 8 * (bytes.length - headLength - 4);
  return BigFloat.fromParts({ negative, mantissa, exponent: scaled, infinite: false }, precision);
}

/** The same form, with the mantissa in whole 64-bit words as Go writes it. */
export function writeBigFloat(value: BigFloat): Uint8Array {
  const form = value.infinite ? 2 : value.isZero ? 0 : 1;
  const mantissa = form === 1 ? value.mantissa : 0n;
  const bits = mantissa.toString(2).length;
  const words = form === 1 ? Math.ceil(bits / 64) : 0;
  const bytes = new Uint8Array(headLength + (form === 1 ? 4 + words * 8 : 0));
  const view = new DataView(bytes.buffer);
  bytes[0] = 1;
  // Rounding to nearest even, accuracy exact (1), form, sign.
  bytes[1] = (1 << 3) | (form << 1) | (value.negative ? 1 : 0);
  view.setUint32(2, value.precision);
  if (form === 1) {
    view.setInt32(headLength, value.exponent + bits);
    let rest = mantissa << BigInt(words * 64 - bits);
    for (let word = words - 1; word >= 0; word -= 1) {
      view.setBigUint64(headLength + 4 + word * 8, BigInt.asUintN(64, rest));
      rest >>= 64n;
    }
  }
  return bytes;
}
