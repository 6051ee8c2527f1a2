import { failed, ok, type Result } from '../base/index.ts';
import {
  asNumber,
  asString,
  attribute,
  convert,
  dynamicUnknown,
  element,
  isKnown,
  isNull,
  numberType,
  quote,
  stringType,
  type Type,
  typeName,
  unknown,
  type Value,
  withMarksOf,
} from '../values/index.ts';

/** Why an attribute or element cannot be had. */
export interface Problem {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
}

/** The part that was asked for, or why there is none. */
export type Access = Result<Value, Problem>;

function problem(code: string, summary: string, detail: string): Access {
  return failed({ code, summary, detail });
}

function unsupportedAttribute(detail: string): Access {
  return problem('unsupported-attribute', 'Unsupported attribute', detail);
}

function invalidIndex(detail: string): Access {
  return problem('invalid-index', 'Invalid index', detail);
}

function noElement(reason: string): Access {
  return invalidIndex(
    `The given key does not identify an element in this collection value${reason}`,
  );
}

/** `value.name` (template-language 1.9). */
export function attributeOf(value: Value, name: string): Access {
  if (isNull(value)) {
    return problem(
      'attribute-of-null',
      'Attempt to get attribute from null value',
      'This value is null, so it does not have any attributes.',
    );
  }
  const { type } = value;
  switch (type.kind) {
    case 'dynamic':
      return ok(withMarksOf(dynamicUnknown, value));
    case 'object': {
      const wanted = type.attributes.get(name);
      if (wanted === undefined) {
        return unsupportedAttribute(`This object does not have an attribute named ${quote(name)}.`);
      }
      return ok(attribute(value, name) ?? withMarksOf(unknown(wanted), value));
    }
    case 'map': {
      if (!isKnown(value)) return ok(withMarksOf(unknown(type.element), value));
      const found = attribute(value, name);
      if (found !== undefined) return ok(found);
      const detail = `This map does not have an element with the key ${quote(name)}.`;
      return problem('missing-map-element', 'Missing map element', detail);
    }
    default:
      return unsupportedAttribute(noAttributes(type, name));
  }
}

function noAttributes(type: Type, name: string): string {
  if (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool') {
    return `Can't access attributes on a primitive-typed value (${typeName(type)}).`;
  }
  if (type.kind === 'set' && type.element.kind === 'object') {
    return "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?";
  }
  if (type.kind !== 'list' || type.element.kind !== 'object') {
    return 'This value does not have any attributes.';
  }
  const wanted = type.element.attributes.has(name)
    ? `access attribute ${quote(name)}`
    : 'access an attribute';
  return `Can't access attributes on a list of objects. Did you mean to ${wanted} for a specific element of the list, or across all elements of the list?`;
}

/** `value[key]` (template-language 1.9). */
export function indexOf(value: Value, key: Value): Access {
  if (isNull(value)) {
    const detail = 'This value is null, so it does not have any indices.';
    return problem('index-of-null', 'Attempt to index null value', detail);
  }
  if (isNull(key)) return invalidIndex("Can't use a null value as an indexing key.");
  if (value.type.kind === 'dynamic' || key.type.kind === 'dynamic') {
    return ok(withMarksOf(dynamicUnknown, value, key));
  }
  const found = indexKnownType(value, key);
  return found.ok && key.marks.size > 0 ? ok(withMarksOf(found.value, key)) : found;
}

function indexKnownType(value: Value, key: Value): Access {
  switch (value.type.kind) {
    case 'list':
    case 'tuple':
      return indexSequence(value, key);
    case 'map':
    case 'object':
      return indexMapping(value, key);
    case 'set':
      return invalidIndex(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
      );
    default:
      return invalidIndex('This value does not have any indices.');
  }
}

function indexSequence(value: Value, key: Value): Access {
  const converted = convert(key, numberType);
  if (!converted.ok) return noElement(`: ${converted.error}.`);
  const { type } = value;
  const known = isKnown(converted.value);
  if (type.kind === 'list' && (!known || !isKnown(value))) {
    return ok(withMarksOf(unknown(type.element), value));
  }
  if (!known) return ok(withMarksOf(dynamicUnknown, value));
  const index = asNumber(converted.value);
  const position = index.toSafeInteger();
  if (type.kind === 'tuple' && !isKnown(value)) {
    const wanted = position === undefined ? undefined : type.elements[position];
    if (wanted !== undefined) return ok(withMarksOf(unknown(wanted), value));
  }
  const found = position === undefined ? undefined : element(value, position);
  if (found !== undefined) return ok(found);
  if (!index.isInteger) {
    return noElement(
      ': indexing a sequence requires a whole number, but the given index has a fractional part.',
    );
  }
  if (index.negative && !index.isZero) {
    return noElement(': a negative number is not a valid index for a sequence.');
  }
  return noElement(beyond(position, lengthOf(value)));
}

function lengthOf({ content, type }: Value): number {
  if (Array.isArray(content)) return content.length;
  return type.kind === 'tuple' ? type.elements.length : 0;
}

function beyond(position: number | undefined, length: number): string {
  if (position === undefined || position > length) return '.';
  if (length === 0) return ': the collection has no elements.';
  return ': the given index is greater than or equal to the length of the collection.';
}

function indexMapping(value: Value, key: Value): Access {
  const converted = convert(key, stringType);
  if (!converted.ok) return noElement(`: ${converted.error}.`);
  const { type } = value;
  if (!isKnown(converted.value)) {
    const open = type.kind === 'map' ? unknown(type.element) : dynamicUnknown;
    return ok(withMarksOf(open, value));
  }
  const name = asString(converted.value);
  const found = attribute(value, name);
  if (found !== undefined) return ok(found);
  if (!isKnown(value)) {
    const wanted = type.kind === 'map' ? type.element : attributeType(type, name);
    if (wanted !== undefined) return ok(withMarksOf(unknown(wanted), value));
  }
  const hint = ' An object only supports looking up attributes by name, not by numeric index.';
  return noElement(type.kind === 'object' && key.type.kind === 'number' ? `.${hint}` : '.');
}

function attributeType(type: Type, name: string): Type | undefined {
  return type.kind === 'object' ? type.attributes.get(name) : undefined;
}
