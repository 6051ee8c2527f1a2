import type { Expression } from './nodes.ts';

/** The expressions directly inside another, in the order of the source. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts;
    case 'template-wrap':
      return [expression.wrapped];
    case 'template-join':
      return [expression.tuple];
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'call':
      return expression.arguments;
    case 'for': {
      const { collection, key, value, condition } = expression;
      return [collection, key, value, condition].filter((child) => child !== undefined);
    }
    case 'tuple':
    case 'json-array':
      return expression.items;
    case 'object':
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case 'json-object':
      return expression.properties.flatMap(({ key, value }) => [key, value]);
    case 'object-key':
      return [expression.wrapped];
    case 'relative-traversal':
      return [expression.source];
    case 'index':
      return [expression.collection, expression.key];
    case 'splat':
      return [expression.source, expression.each];
    case 'parentheses':
      return [expression.inner];
    default:
      return [];
  }
}
