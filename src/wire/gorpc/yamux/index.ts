// The face of yamux: many streams over one connection.
export { YamuxSession } from './session.ts';
export { StreamError, type YamuxStream } from './stream.ts';
