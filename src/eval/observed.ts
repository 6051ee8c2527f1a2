import { compareText } from '../base/index.ts';
import type { ObservedValue } from '../source/index.ts';
import type { Expression, Traversal } from '../syntax/index.ts';
import {
  asBool,
  asNumber,
  asString,
  generalText,
  hasMark,
  isKnown,
  isNull,
  quote,
  typeName,
  type Value,
} from '../values/index.ts';
import { references } from './references.ts';
import type { Scope } from './scope.ts';
import { lookUp } from './lookup.ts';

/**
 * What the references of an expression are worth, for `with x as …` lines: known values of references
 * without mistakes, each once, sorted as texts (template-language 1.19).
 */
export function observedValues(
  expression: Expression,
  scope: Scope | undefined,
): readonly ObservedValue[] {
  const found = new Map<string, string>();
  for (const traversal of references(expression)) {
    const name = traversalText(traversal);
    if (found.has(name)) continue;
    const { value, diagnostics } = lookUp(traversal, scope);
    if (diagnostics.length > 0 || !isKnown(value)) continue;
    found.set(name, isNull(value) ? 'set to null' : describe(value));
  }
  const order = (name: string, what: string) =>
    what === 'set to null' ? `${name} ${what}` : `${name} as ${what}`;
  return [...found]
    .sort(([a, x], [b, y]) => compareText(order(a, x), order(b, y)))
    .map(([name, description]) => ({ expression: name, description }));
}

/** A reference as a person would write it. */
function traversalText(traversal: Traversal): string {
  let text = traversal.root.name;
  for (const step of traversal.steps) {
    if (step.kind === 'attribute') text += `.${step.name}`;
    else if (step.key.type === 'number') text += `[${step.key.text}]`;
    else text += step.key.type === 'string' ? `[${quote(step.key.value)}]` : '[...]';
  }
  return text;
}

/** A known, non-null value in a few words. Sensitive text is not shown. */
function describe(value: Value): string {
  const { type } = value;
  switch (type.kind) {
    case 'bool':
      return String(asBool(value));
    case 'number':
      return generalText(asNumber(value), 10);
    case 'string':
      return hasMark(value, 'sensitive') ? '"<sensitive>"' : quote(asString(value));
    case 'list':
    case 'set':
    case 'map':
      return counted(typeName(type), sizeOf(value));
    case 'tuple':
      return counted('tuple', sizeOf(value));
    case 'object':
      return describeObject([...type.attributes.keys()]);
    default:
      return typeName(type);
  }
}

function sizeOf({ content }: Value): number {
  if (Array.isArray(content)) return content.length;
  return content instanceof Map ? content.size : 0;
}

function counted(name: string, size: number): string {
  if (size === 0) return `empty ${name}`;
  return size === 1 ? `${name} with 1 element` : `${name} with ${size} elements`;
}

function describeObject(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return 'object with no attributes';
  if (names.length === 1) return `object with 1 attribute ${quote(first)}`;
  return `object with ${names.length} attributes`;
}
