// The entry `tspacker/sdk`: what a plugin is written with, and zod for its options. The built-ins
// use the face alone, with the small edition of zod, because this one takes 30 ms to load.
export * from './sdk/index.ts';
export { z } from 'zod';
