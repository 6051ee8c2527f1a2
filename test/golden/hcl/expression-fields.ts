import { references } from '../../../src/eval/index.ts';
import type { ExpandedAttribute } from '../../../src/schema/index.ts';
import type { Diagnostic } from '../../../src/source/index.ts';
import {
  type Expression,
  keywordOf,
  staticCall,
  staticList,
  staticMap,
  traversalOf,
} from '../../../src/syntax/index.ts';
import type { Case } from './cases.ts';
import { evaluation } from './evaluation.ts';
import { rangeNotation, traversalText } from './notation.ts';

/** EXPR: range, references and, with evaluation, what it is worth; diagnostics go into `met`. */
export function expressionFields(
  expression: Expression,
  of: Case,
  met: Diagnostic[],
  attribute?: ExpandedAttribute,
): Record<string, unknown> {
  const found = references(expression).filter(({ root }) => !isIterator(root.name, attribute));
  const fields: Record<string, unknown> = { range: rangeNotation(expression.range) };
  if (found.length > 0) {
    fields.references = found.map((one) => `${traversalText(one)} @ ${rangeNotation(one.range)}`);
  }
  const worth = evaluation?.value(expression, of, attribute);
  met.push(...(worth?.diagnostics ?? []));
  return { ...fields, ...worth?.fields };
}

/** True for names that a `dynamic` block around the argument binds. */
function isIterator(name: string, attribute: ExpandedAttribute | undefined): boolean {
  for (let turn = attribute?.iteration; turn !== undefined; turn = turn.outer) {
    if (turn.name === name) return true;
  }
  return false;
}

/** The static views that hold for an expression. */
export function staticViews(expression: Expression): Record<string, unknown> {
  const keyword = keywordOf(expression);
  const traversal = traversalOf(expression).value;
  const items = staticList(expression).value;
  const entries = staticMap(expression).value;
  const call = staticCall(expression).value;
  return {
    ...(keyword !== undefined && { keyword }),
    ...(traversal && { static_traversal: traversalText(traversal) }),
    ...(items && { static_list: items.map((item) => rangeNotation(item.range)) }),
    ...(entries && {
      static_map: entries.map(
        ({ key, value }) => `${rangeNotation(key.range)} = ${rangeNotation(value.range)}`,
      ),
    }),
    ...(call && {
      static_call: {
        name: call.name,
        name_range: rangeNotation(call.nameRange),
        args_range: rangeNotation(call.argumentsRange),
        arguments: call.arguments.map((argument) => rangeNotation(argument.range)),
      },
    }),
  };
}
