// The face of msgpack: messages as Go's codec reads and writes them.
export { decode, MessagePackError } from './decode.ts';
export { encode, encodeAll } from './encode.ts';
export { ValueStream } from './scan.ts';
export { GoMap, Unsigned, type WireStruct, type WireValue } from './wire-value.ts';
