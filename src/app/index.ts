// The face of app, and of the package: use cases, one function each.
export { type BuildReport, type BuildRequest, build } from './build.ts';
export type { Host } from './host.ts';
export { beginPhase, type Phase } from './phase.ts';
export {
  type Declared,
  declare,
  type EvaluationRequest,
  evaluate,
  type TemplateRequest,
} from './resolved.ts';
export { type TemplateLanguage, templateLanguage } from './template-language.ts';
export { type ValidateRequest, validate } from './validate.ts';
