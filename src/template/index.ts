// The face of template: what the files of a template declare.
export { type LoadRequest, loadTemplate } from './load.ts';
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
