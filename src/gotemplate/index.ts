// The face of gotemplate: Go's text/template and the functions Packer adds to it.
export type { Limits } from './execution.ts';
export type { FunctionTable, Parameter, TemplateFunction } from './function.ts';
export { renderFully, renderOnce } from './interpolate.ts';
export {
  type ActionNode,
  type BoolNode,
  type BranchNode,
  type ChainNode,
  type CommandNode,
  type DotNode,
  type FieldNode,
  type IdentifierNode,
  type JumpNode,
  type ListNode,
  type NilNode,
  nodeText,
  type NumberNode,
  type OperandNode,
  type PipeNode,
  type StatementNode,
  type StringNode,
  type Template,
  type TemplateNode,
  type TemplateTreeNode,
  type TextNode,
  type VariableNode,
} from './nodes.ts';
export {
  type FunctionContext,
  packerFunctions,
  placeholderHint,
  type SecretStores,
} from './packer-functions.ts';
export { type FunctionNames, parse } from './parse.ts';
export { formatValue } from './print.ts';
export { quote, unquote } from './quote.ts';
export { render } from './render.ts';
export { formatStrftime, formatTime } from './time-layout.ts';
export {
  record,
  StringMap,
  type TemplateObject,
  type TemplateRecord,
  type TemplateValue,
} from './value.ts';
