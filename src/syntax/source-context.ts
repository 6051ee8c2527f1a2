import { quote } from '../base/index.ts';
import type { Range } from '../source/index.ts';
import type { Body } from './body.ts';
import { BodyNode } from './body-node.ts';
import { JsonBody } from './json/json-body.ts';
import type { JsonNode } from './nodes.ts';

/**
 * Names what a range is in, as diagnostics say it: the outermost block with its labels, or the path of
 * properties in JSON. Empty at top level and for bodies that do not come from a parser.
 */
export function contextOf(body: Body, subject: Range): string {
  const offset = subject.start.byte;
  if (body instanceof BodyNode) {
    const block = body.blocks.find(({ range }) => contains(range, offset));
    return block === undefined ? '' : [block.type, ...block.labels.map(quote)].join(' ');
  }
  if (!(body instanceof JsonBody)) return '';
  return pathTo(body.value, offset).replace(/^\./, '');
}

function contains(range: Range, offset: number): boolean {
  return range.start.byte <= offset && offset < range.end.byte;
}

function pathTo(node: JsonNode, offset: number): string {
  if (node.kind === 'json-object') {
    const inside = node.properties.find(({ value }) => isAround(value, offset));
    return inside === undefined ? '' : `.${inside.key.text}${pathTo(inside.value, offset)}`;
  }
  if (node.kind !== 'json-array') return '';
  const index = node.items.findIndex((item) => isAround(item, offset));
  const item = node.items[index];
  return item === undefined ? '' : `[${index}]${pathTo(item, offset)}`;
}

function isAround(node: JsonNode, offset: number): boolean {
  const hasInside = node.kind === 'json-object' || node.kind === 'json-array';
  return hasInside && contains(node.range, offset);
}
