// The face of syntax: text to tree and back, native and JSON flavour.
export type {
  Attribute,
  AttributeSchema,
  Block,
  BlockSchema,
  Body,
  BodyContent,
  BodySchema,
  PartialBodyContent,
} from './body.ts';
export { BodyNode } from './body-node.ts';
export { children } from './children.ts';
export type { AttributeNode, BlockNode, BodyTree } from './native-nodes.ts';
export type * from './nodes.ts';
export {
  isIdentifier,
  type PartialTraversal,
  parseConfig,
  parseExpression,
  parsePartialTraversal,
  parseTemplate,
  parseTraversal,
  type Snippet,
} from './native.ts';
export { JsonBody } from './json/json-body.ts';
export { parseJson, parseJsonExpression } from './json-flavour.ts';
export { formatSource } from './format.ts';
export { printConfig, type SyntaxToken, tokensOf } from './print.ts';
export { between, endOf, rangeText, startOf } from './ranges.ts';
export {
  keywordOf,
  type StaticCall,
  type StaticMapEntry,
  startRange,
  staticCall,
  staticList,
  staticMap,
  traversalOf,
} from './static-views.ts';
export { contextOf } from './source-context.ts';
export { nearestName } from './suggestion.ts';
