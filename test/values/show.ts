import {
  BigFloat,
  quote,
  type Refinements,
  type Type,
  typeExpression,
  Unknown,
  type Value,
} from '../../src/values/index.ts';

/**
 * A value in one line: text in quotes, `[…]` tuple, `list[…]`, `set[…]`, `{…}` object, `map{…}`,
 * `null(TYPE)`, `unknown(TYPE, what is known)`; `!` before everything that is marked.
 */
export function show(value: Value): string {
  return (value.marks.size > 0 ? '!' : '') + showBare(value);
}

function showBare({ type, content }: Value): string {
  if (content === null) return `null(${typeExpression(type)})`;
  if (content instanceof Unknown) return showUnknown(type, content.refinements);
  if (typeof content === 'string') return quote(content);
  if (typeof content === 'boolean') return String(content);
  if (content instanceof BigFloat) return content.toText();
  if (Array.isArray(content)) {
    const elements = content.map(show).join(', ');
    return type.kind === 'tuple' ? `[${elements}]` : `${typeExpression(type)}[${elements}]`;
  }
  if (content instanceof Map) {
    const entries = [...content].map(([name, part]) => `${name} = ${show(part)}`).join(', ');
    return type.kind === 'object' ? `{${entries}}` : `${typeExpression(type)}{${entries}}`;
  }
  return typeExpression(type);
}

function showUnknown(type: Type, known: Refinements): string {
  const said = [
    known.notNull && 'not null',
    known.numberMin &&
      `${known.numberMin.inclusive ? '>=' : '>'} ${known.numberMin.value.toText()}`,
    known.numberMax &&
      `${known.numberMax.inclusive ? '<=' : '<'} ${known.numberMax.value.toText()}`,
    known.stringPrefix && `starts with ${quote(known.stringPrefix)}`,
    known.lengthMin !== undefined && `length >= ${known.lengthMin}`,
    known.lengthMax !== undefined && `length <= ${known.lengthMax}`,
  ].filter((each) => typeof each === 'string');
  return `unknown(${[typeExpression(type), ...said].join(', ')})`;
}
