// The face of gob: Go's self-describing binary format.
export { GobError, type GobInterface, type GobOpaque, type GobValue, readGob } from './read.ts';
export { type GobStructType, type GobWriteType, type GobWriteValue, writeGob } from './write.ts';
