// The face of eval: what an expression is worth, what it refers to, and how functions are described.
export { callFunction, parameterAt } from './call-function.ts';
export { ExpressionClosure } from './closure.ts';
export { evaluate } from './evaluate.ts';
export {
  argumentError,
  callError,
  expressionClosureType,
  type FunctionFailure,
  type FunctionResult,
  type FunctionSpec,
  type Parameter,
  typeConstraintType,
} from './function-spec.ts';
export { observedValues } from './observed.ts';
export { references } from './references.ts';
export { findFunction, type NameLookup, type Scope } from './scope.ts';
export { readTypeConstraint } from './type-constraint.ts';
export type { TypeConstraint } from './type-reader.ts';
export { applyDefaults, type TypeDefaults } from './type-defaults.ts';
export {
  evaluatePlain,
  type Plain,
  plainFlag,
  type PlainKind,
  plainText,
  plainTextMap,
  plainTexts,
  plainValue,
  plainWholeNumber,
} from './plain.ts';
export { type FunctionTable, functionTable } from './functions/index.ts';
export type {
  FunctionFileEntry,
  FunctionFileFailure,
  FunctionFiles,
  FunctionFileStatus,
  FunctionPlace,
  FunctionPorts,
  FunctionRequest,
  FunctionResponse,
} from './functions/ports.ts';
