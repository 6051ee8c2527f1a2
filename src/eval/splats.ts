import { between, type SplatItemNode, type SplatNode } from '../syntax/index.ts';
import type { Diagnostic } from '../source/index.ts';
import {
  asElements,
  convert,
  dynamicType,
  dynamicUnknown,
  isCollection,
  isKnown,
  isNeverNull,
  isNull,
  list,
  listOf,
  refine,
  refinementsOf,
  tuple,
  tupleOf,
  type Type,
  typeEquals,
  unknown,
  type Value,
  withMarksOf,
} from '../values/index.ts';
import { type Environment, gathered, joined, lost, type Outcome, worth } from './environment.ts';
import { mistake } from './mistake.ts';

/** `source[*]…` and `source.*…`, after the source (template-language 1.9). */
export function evaluateSplat(node: SplatNode, source: Outcome, environment: Environment): Outcome {
  if (source.diagnostics.length > 0) return lost(...source.diagnostics);
  const { value } = source;
  const isSequence =
    value.type.kind === 'list' || value.type.kind === 'set' || value.type.kind === 'tuple';
  if (isNull(value)) {
    return isSequence ? lost(splatOfNull(node, environment)) : worth(withMarksOf(tuple([]), value));
  }
  if (value.type.kind === 'dynamic') return worth(value);
  if (isSequence) return splatSequence(node, value, environment);
  const single = splatSequence(node, withMarksOf(tuple([value]), value), environment);
  // Whether there is one element or none is not known either.
  if (!isKnown(value) && !isNeverNull(value)) {
    return { value: withMarksOf(dynamicUnknown, value), diagnostics: single.diagnostics };
  }
  return single;
}

function splatOfNull(node: SplatNode, { scope }: Environment): Diagnostic {
  return mistake({
    code: 'splat-of-null',
    summary: 'Splat of null value',
    detail: 'Splat expressions (with the * symbol) cannot be applied to null sequences.',
    subject: node.source.range,
    context: between(node.source.range, node.markerRange),
    about: { expression: node.source, scope },
  });
}

function splatSequence(node: SplatNode, source: Value, environment: Environment): Outcome {
  if (!isKnown(source)) return splatUnknown(node, source, environment);
  const values: Value[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const item of asElements(source)) {
    const marked = withMarksOf(item, source);
    const each = environment.withItem(node.item, marked).evaluate(node.each);
    for (const diagnostic of each.diagnostics) diagnostics.push(diagnostic);
    values.push(each.value);
  }
  if (diagnostics.length > 0) {
    const { type } = resultType(node, source.type, environment);
    return { value: withMarksOf(unknown(type), source), diagnostics };
  }
  if (source.type.kind === 'tuple') return worth(withMarksOf(tuple(values), source));
  if (values.length === 0) {
    const inferred = resultType(node, source.type, environment);
    const element = isCollection(inferred.type) ? inferred.type.element : dynamicType;
    return gathered(withMarksOf(list(element, []), source), inferred.diagnostics);
  }
  const elements = sameType(values);
  if (elements === undefined) return lost(differentTypes(node));
  return worth(withMarksOf(elements, source));
}

function splatUnknown(node: SplatNode, source: Value, environment: Environment): Outcome {
  const { type, diagnostics } = resultType(node, source.type, environment);
  const { lengthMin, lengthMax } = refinementsOf(source);
  const value = refine(unknown(type), {
    notNull: true,
    ...(type.kind === 'list' && lengthMin !== undefined && { lengthMin }),
    ...(type.kind === 'list' && lengthMax !== undefined && { lengthMax }),
  });
  return gathered(withMarksOf(value, source), diagnostics);
}

interface Inferred {
  readonly type: Type;
  readonly diagnostics: readonly Diagnostic[];
}

/** The type of the result, from evaluating the steps with unknown elements. */
function resultType(node: SplatNode, source: Type, environment: Environment): Inferred {
  const step = (type: Type): Outcome =>
    environment.withItem(node.item, unknown(type)).evaluate(node.each);
  if (source.kind === 'list' || source.kind === 'set') {
    const { value, diagnostics } = step(source.element);
    return { type: listOf(value.type), diagnostics };
  }
  if (source.kind !== 'tuple') return { type: dynamicType, diagnostics: [] };
  const elements = source.elements.map(step);
  return {
    type: tupleOf(elements.map(({ value }) => value.type)),
    diagnostics: joined(...elements.map(({ diagnostics }) => diagnostics)),
  };
}

/** A list of the values; undefined if their types differ. */
function sameType(values: readonly Value[]): Value | undefined {
  let element: Type = dynamicType;
  for (const { type } of values) {
    if (element.kind === 'dynamic') element = type;
    else if (type.kind !== 'dynamic' && !typeEquals(element, type)) return undefined;
  }
  const uniform = element;
  const typed = values.map((value) => {
    if (value.type.kind !== 'dynamic') return value;
    const converted = convert(value, uniform);
    return converted.ok ? converted.value : value;
  });
  return list(uniform, typed);
}

function differentTypes(node: SplatNode): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-nested-splat',
    summary: 'Invalid nested splat expressions',
    detail:
      "The second level of splat expression produced elements of different types, so it isn't possible to construct a valid list to represent the top-level result.\n\nConsider using a for expression instead, to produce a tuple-typed result which can therefore have non-homogenous element types.",
    subject: node.each.range,
    context: between(node.source.range, node.each.range),
  };
}

/** The current element of a splat; unknown outside of it. */
export function evaluateSplatItem(node: SplatItemNode, { item }: Environment): Outcome {
  for (let at = item; at !== undefined; at = at.outer) if (at.node === node) return worth(at.value);
  return worth(dynamicUnknown);
}
