// The face of legacy: JSON templates, what is done to bring them up to date, and what they are worth.
export { fixedProblem, fixTemplate } from './fix/fix-template.ts';
export { type Fixer, fixers } from './fix/fixers.ts';
export {
  type InitialisedTemplate,
  type InitialiseRequest,
  initialise,
} from './initialise.ts';
export { type InspectionLine, inspectionOf } from './inspect-text.ts';
export { readTemplate } from './intake/read-template.ts';
export type { JsonObject, JsonValue } from './json/json-value.ts';
export {
  loadLegacyTemplate,
  type SuppliedVariables,
  supplyVariables,
} from './load.ts';
export type {
  LegacyBuilder,
  LegacyFilter,
  LegacyPostProcessor,
  LegacyProvisioner,
  LegacyTemplate,
  LegacyVariable,
} from './model.ts';
export { fileHeader } from './upgrade/annotations.ts';
export { type UpgradedTemplate, upgradeTemplate } from './upgrade/upgrade-template.ts';
export { renderingContext } from './rendering-context.ts';
export type { RenderingContext } from './variables.ts';
