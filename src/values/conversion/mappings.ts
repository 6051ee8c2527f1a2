import { ok } from '../../base/index.ts';
import { map, nullOf, object } from '../construct.ts';
import { asEntries } from '../inspect.ts';
import { quote } from '../../base/index.ts';
import type { CollectionType, ObjectType, Type } from '../type.ts';
import { typeEquals } from '../type-equality.ts';
import { isCollection } from '../types.ts';
import type { Value } from '../value.ts';
import { type Conversion, type Converted, mistake, type Rules } from './conversion.ts';
import { convertParts, type Part, uniform } from './elements.ts';
import { withoutOptional } from './without-optional.ts';

/** Map to map, element by element. */
export function mapToMap(
  from: CollectionType,
  to: CollectionType,
  rules: Rules,
): Conversion | undefined {
  let convert: Conversion | undefined;
  if (!typeEquals(from.element, to.element)) {
    convert = rules.find(from.element, to.element);
    if (convert === undefined) return undefined;
  }
  const empty = to.element.kind === 'dynamic' ? from.element : to.element;
  const mismatch = 'element types must all match for conversion to map';
  const unifying = isStructured(to.element) ? rules.safe : undefined;
  return (value) => mapping(value, empty, () => convert, { mismatch, unifying });
}

/** Object to map. With `any` as element type, the attributes decide. */
export function objectToMap(
  from: ObjectType,
  to: CollectionType,
  rules: Rules,
): Conversion | undefined {
  const target = elementType(from, to.element, rules);
  if (target === undefined) return undefined;
  const conversions = new Map<string, Conversion>();
  for (const [name, type] of from.attributes) {
    if (typeEquals(type, target)) continue;
    const conversion = rules.find(type, target);
    if (conversion === undefined) return undefined;
    conversions.set(name, conversion);
  }
  const mismatch = 'attribute types must all match for conversion to map';
  const unifying = isStructured(target) ? rules : undefined;
  return (value) => mapping(value, target, (name) => conversions.get(name), { mismatch, unifying });
}

function elementType(from: ObjectType, wanted: Type, rules: Rules): Type | undefined {
  if (wanted.kind !== 'dynamic' || from.attributes.size === 0) return wanted;
  return rules.unify([...from.attributes.values()]);
}

/** True for types that may have `any` inside, so that converted elements can differ. */
function isStructured(type: Type): boolean {
  return isCollection(type) || type.kind === 'object';
}

/** How elements that came out different are brought together, and what to say if they are not. */
interface Unifying {
  readonly mismatch: string;
  readonly unifying: Rules | undefined;
}

function mapping(
  value: Value,
  emptyElement: Type,
  conversionOf: (name: string) => Conversion | undefined,
  { mismatch, unifying }: Unifying,
): Converted {
  const entries = asEntries(value);
  if (entries.size === 0) return ok(map(withoutOptional(emptyElement), []));
  const names = [...entries.keys()];
  const parts: Part[] = [];
  for (const [name, part] of entries) {
    parts.push({ step: name, value: part, convert: conversionOf(name) });
  }
  const converted = convertParts(parts);
  if (!converted.ok) return converted;
  const elements = uniform(converted.value, unifying, mismatch);
  if (!elements.ok) return elements;
  const { element, values } = elements.value;
  return ok(map(element, pairs(names, values)));
}

function pairs(names: readonly string[], values: readonly Value[]): (readonly [string, Value])[] {
  const result: (readonly [string, Value])[] = [];
  for (const [index, value] of values.entries()) result.push([names[index] ?? '', value]);
  return result;
}

/** Map to object: keys that are no attributes drop out, required attributes must be there. */
export function mapToObject(
  from: CollectionType,
  to: ObjectType,
  rules: Rules,
): Conversion | undefined {
  const conversions = new Map<string, Conversion>();
  for (const [name, wanted] of to.attributes) {
    if (typeEquals(wanted, from.element)) continue;
    const conversion = rules.find(from.element, wanted);
    // An optional attribute does no harm as long as the map has no such key.
    if (conversion === undefined && !to.optional.has(name)) return undefined;
    const reason = () => rules.mismatch(from.element, wanted);
    conversions.set(name, conversion ?? (() => mistake(incompatible(name, reason()))));
  }
  return (value) => {
    const entries = asEntries(value);
    const parts: Part[] = [];
    for (const [name, part] of entries) {
      if (!to.attributes.has(name)) continue;
      parts.push({ step: name, value: part, convert: conversions.get(name) });
    }
    const converted = convertParts(parts);
    if (!converted.ok) return converted;
    const found = new Map(
      pairs(
        parts.map(({ step }) => String(step)),
        converted.value,
      ),
    );
    for (const name of to.attributes.keys()) {
      if (found.has(name) || to.optional.has(name)) continue;
      return mistake(`map has no element for required attribute ${quote(name)}`);
    }
    return ok(complete(to, found));
  };
}

function incompatible(name: string, reason: string): string {
  return `map element type is incompatible with attribute ${quote(name)}: ${reason}`;
}

/** Object to object: further attributes drop out, missing optional ones become null. */
export function objectToObject(
  from: ObjectType,
  to: ObjectType,
  rules: Rules,
): Conversion | undefined {
  const conversions = new Map<string, Conversion>();
  for (const [name, wanted] of to.attributes) {
    const type = from.attributes.get(name);
    if (type === undefined) {
      if (to.optional.has(name)) continue;
      return undefined;
    }
    if (typeEquals(type, wanted)) continue;
    const conversion = rules.find(type, wanted);
    if (conversion === undefined) return undefined;
    conversions.set(name, conversion);
  }
  return (value) => {
    const parts: Part[] = [];
    for (const [name, part] of asEntries(value)) {
      if (!to.attributes.has(name)) continue;
      parts.push({ step: name, value: part, convert: conversions.get(name) });
    }
    const converted = convertParts(parts);
    if (!converted.ok) return converted;
    return ok(
      complete(
        to,
        new Map(
          pairs(
            parts.map(({ step }) => String(step)),
            converted.value,
          ),
        ),
      ),
    );
  };
}

/** Adds null for every attribute that was not found. */
function complete(to: ObjectType, found: ReadonlyMap<string, Value>): Value {
  const attributes = new Map<string, Value>();
  for (const [name, type] of to.attributes) {
    attributes.set(name, found.get(name) ?? nullOf(withoutOptional(type)));
  }
  return object(attributes);
}
