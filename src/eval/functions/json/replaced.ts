import {
  asElements,
  asEntries,
  boolType,
  convert,
  isNull,
  numberType,
  quote,
  type Type,
  type Value,
} from '../../../values/index.ts';

const scalarKinds = ['string', 'number', 'bool'];

function scalarProblem(value: Value, type: Type): string | undefined {
  const { kind } = value.type;
  if (kind === type.kind) return undefined;
  if (type.kind === 'string' && scalarKinds.includes(kind)) return undefined;
  if (kind !== 'string') return `${type.kind} is required`;
  const converted = convert(value, type.kind === 'number' ? numberType : boolType);
  return converted.ok ? undefined : converted.error;
}

function tupleProblem(value: Value, types: readonly Type[]): string | undefined {
  if (value.type.kind !== 'tuple') return 'missing expected [';
  for (const [index, element] of asElements(value).entries()) {
    const type = types[index];
    if (type === undefined) return `too many tuple elements (need ${types.length})`;
    const problem = replacedProblem(element, type);
    if (problem !== undefined) return problem;
  }
  if (asElements(value).length === types.length) return undefined;
  return `not enough tuple elements (need ${types.length})`;
}

function objectProblem(value: Value, types: ReadonlyMap<string, Type>): string | undefined {
  if (value.type.kind !== 'object') return 'missing expected {';
  for (const [name, attribute] of asEntries(value)) {
    const type = types.get(name);
    if (type === undefined) return `unsupported attribute ${quote(name)}`;
    const problem = replacedProblem(attribute, type);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Only an object that spells its type out could stand where a null decides the type. */
function dynamicProblem(value: Value): string {
  if (value.type.kind !== 'object') return 'missing expected {';
  const [key] = asEntries(value).keys();
  return key === undefined
    ? 'missing type in dynamically-typed value'
    : `invalid key ${quote(key)} in dynamically-typed value`;
}

/**
 * What is wrong with a value that another one of the same key replaces. As observed, the last one
 * decides the type, and those before must be of it.
 */
export function replacedProblem(value: Value, type: Type): string | undefined {
  if (isNull(value)) return undefined;
  switch (type.kind) {
    case 'tuple':
      return tupleProblem(value, type.elements);
    case 'object':
      return objectProblem(value, type.attributes);
    case 'dynamic':
      return dynamicProblem(value);
    default:
      return scalarProblem(value, type);
  }
}
