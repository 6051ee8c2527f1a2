// The face of spec: schemas and data-source values in both encodings.
export { schemaFromGob, valueFromGob } from './from-gob.ts';
export { schemaFromProtobuf } from './from-protobuf.ts';
export { schemaToGob, valueToGob } from './to-gob.ts';
export { schemaToProtobuf } from './to-protobuf.ts';
export { valueFromMsgpack, valueToMsgpack } from './value-msgpack.ts';
