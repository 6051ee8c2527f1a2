// The face of template: what the files of a template declare.
export { duplicateRequirements } from './blocks/required-plugins.ts';
export {
  autoVariableEndings,
  findFiles,
  contextsOf,
  type ParsedFile,
  parseFiles,
} from './files.ts';
export { type LoadRequest, loadTemplate } from './load.ts';
export { checkPluginSource } from './blocks/plugin-source.ts';
export type {
  BlockPlace,
  DataBlock,
  LateBlock,
  LoadedTemplate,
  LocalBlock,
  PluginRequirement,
  Template,
  ValidationRule,
  VariableBlock,
} from './model.ts';
