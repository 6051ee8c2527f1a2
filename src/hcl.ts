// The entry `tspacker/hcl`: the template language alone. Text to a lossless tree and back, exact
// values, evaluation with every function, decoding by schema, and diagnostics drawn with their source.
export type { ComponentSchema, SchemaNode } from './components/index.ts';
export * from './eval/index.ts';
export { decodeBody, expandDynamic, impliedType } from './schema/index.ts';
export * from './source/index.ts';
export * from './syntax/index.ts';
export * from './values/index.ts';
