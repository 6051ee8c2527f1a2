import { compareText } from '../../src/base/index.ts';
import {
  BigFloat,
  Capsule,
  type Type,
  typeEquals,
  Unknown,
  type Value,
} from '../../src/values/index.ts';

/** What is wrong with a value whose content does not fit its type; nothing if all is well. */
export function flaw({ type, content }: Value): string | undefined {
  if (content === null || content instanceof Unknown) return undefined;
  switch (type.kind) {
    case 'string':
      return typeof content === 'string' ? undefined : 'a string without text';
    case 'number':
      return content instanceof BigFloat ? undefined : 'a number without digits';
    case 'bool':
      return typeof content === 'boolean' ? undefined : 'a bool that is neither';
    case 'list':
    case 'set':
    case 'tuple':
      return Array.isArray(content) ? sequenceFlaw(type, content) : 'a sequence without elements';
    case 'map':
    case 'object':
      return content instanceof Map ? mappingFlaw(type, content) : 'a mapping without entries';
    case 'capsule':
      return content instanceof Capsule ? undefined : 'an empty capsule';
    default:
      return 'a known value of unknown type';
  }
}

function sequenceFlaw(type: Type, elements: readonly Value[]): string | undefined {
  if (type.kind === 'tuple' && type.elements.length !== elements.length) return 'a tuple too short';
  for (const [index, element] of elements.entries()) {
    const wanted = type.kind === 'tuple' ? type.elements[index] : elementOf(type);
    const wrong = partFlaw(element, wanted);
    if (wrong !== undefined) return `[${index}]: ${wrong}`;
  }
  return undefined;
}

function elementOf(type: Type): Type | undefined {
  return 'element' in type ? type.element : undefined;
}

function mappingFlaw(type: Type, entries: ReadonlyMap<string, Value>): string | undefined {
  if (type.kind === 'object' && type.attributes.size !== entries.size) return 'an object too small';
  let last: string | undefined;
  for (const [name, value] of entries) {
    if (last !== undefined && compareText(last, name) >= 0) return `${name} is out of order`;
    last = name;
    const wanted = type.kind === 'object' ? type.attributes.get(name) : elementOf(type);
    const wrong = partFlaw(value, wanted);
    if (wrong !== undefined) return `.${name}: ${wrong}`;
  }
  return undefined;
}

function partFlaw(value: Value, wanted: Type | undefined): string | undefined {
  if (wanted === undefined || (wanted.kind !== 'dynamic' && !typeEquals(value.type, wanted))) {
    return `${value.type.kind} where ${wanted?.kind} was promised`;
  }
  return flaw(value);
}
