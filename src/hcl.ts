// `tspacker/hcl`: the language alone.
export * from './eval/index.ts';
export * from './source/index.ts';
export * from './syntax/index.ts';
export * from './values/index.ts';
