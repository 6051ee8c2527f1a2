// The face of schema: one body, one schema, one checked value.
export { Arguments } from './arguments.ts';
export { decodeBody } from './decode.ts';
export { expandDynamic } from './dynamic/expand.ts';
export { attributeScope } from './expanded-body.ts';
export type {
  ExpandedAttribute,
  ExpandedBlock,
  ExpandedBody,
  ExpandedContent,
  PartialExpandedContent,
} from './expanded-body.ts';
export { impliedType } from './implied.ts';
export { mergeBodies } from './merged-body.ts';
export { fillUnknowns, unknownText } from './placeholders.ts';
