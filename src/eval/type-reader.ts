import { quote } from '../base/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors, type Range } from '../source/index.ts';
import {
  between,
  type Expression,
  keywordOf,
  type StaticCall,
  staticCall,
  staticList,
  staticMap,
} from '../syntax/index.ts';
import {
  boolType,
  convert,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
  type Value,
} from '../values/index.ts';
import type { TypeDefaults } from './type-defaults.ts';

/** A type that values are converted to, and what fills in for missing optional attributes first. */
export interface TypeConstraint {
  readonly type: Type;
  /** Absent if nothing in the type has a default. */
  readonly defaults: TypeDefaults | undefined;
}

/** Evaluates the default of an optional attribute. */
export type EvaluateDefault = (expression: Expression) => Diagnosed<Value>;

/** Reads a type constraint without defaults, as the second argument of `convert`. */
export function readPlainType(expression: Expression): Diagnosed<Type> {
  const reader = new TypeReader(undefined);
  return { value: reader.read(expression).type, diagnostics: reader.diagnostics };
}

const keywords: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['bool', boolType],
  ['string', stringType],
  ['number', numberType],
  ['any', dynamicType],
]);

const constructors: ReadonlyMap<string, string> = new Map([
  ['list', 'the element type'],
  ['set', 'the element type'],
  ['map', 'the element type'],
  ['tuple', 'the element types as a list'],
  ['object', 'the attribute types and values as a map'],
]);

const oneArgument = (name: string, what: string): string =>
  `The ${name} type constructor requires one argument specifying ${what}.`;

const failedConstraint: TypeConstraint = { type: dynamicType, defaults: undefined };

const notAType =
  'A type specification is either a primitive type keyword (bool, number, string) ' +
  'or a complex type constructor call, like list(string).';

/** The complaint about something that cannot be a type at all. */
export function invalidType(subject: Range, detail: string = notAType): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-type-specification',
    summary: 'Invalid type specification',
    detail,
    subject,
  };
}

/** Reads one type constraint; `optional` may have a default where there is something to evaluate it. */
export class TypeReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #evaluate: EvaluateDefault | undefined;

  constructor(evaluate: EvaluateDefault | undefined) {
    this.#evaluate = evaluate;
  }

  read(expression: Expression): TypeConstraint {
    const keyword = keywordOf(expression);
    if (keyword !== undefined) return this.#keyword(keyword, expression.range);
    const { value: call, diagnostics } = staticCall(expression);
    if (call === undefined || hasErrors(diagnostics))
      return this.#refuse(notAType, expression.range);
    return this.#call(call, expression);
  }

  #refuse(detail: string, subject: Range, context?: Range): TypeConstraint {
    const problem = invalidType(subject, detail);
    this.diagnostics.push(context === undefined ? problem : { ...problem, context });
    return failedConstraint;
  }

  #keyword(keyword: string, range: Range): TypeConstraint {
    const type = keywords.get(keyword);
    if (type !== undefined) return { type, defaults: undefined };
    const argument = constructors.get(keyword);
    return this.#refuse(
      argument === undefined
        ? `The keyword ${quote(keyword)} is not a valid type specification.`
        : oneArgument(keyword, argument),
      range,
    );
  }

  #call(call: StaticCall, expression: Expression): TypeConstraint {
    const { name, argumentsRange } = call;
    if (keywords.has(name)) {
      const what = name === 'any' ? 'Type constraint keyword' : 'Primitive type keyword';
      return this.#refuse(`${what} ${quote(name)} does not expect arguments.`, argumentsRange);
    }
    if (name === 'optional')
      return this.#refuse(
        `Keyword ${quote(name)} is valid only as a modifier for object type attributes.`,
        call.nameRange,
      );
    const wanted = constructors.get(name);
    if (wanted === undefined)
      return this.#refuse(
        `Keyword ${quote(name)} is not a valid type constructor.`,
        expression.range,
      );
    const [argument, extra] = call.arguments;
    if (argument === undefined || extra !== undefined) {
      const last = call.arguments.at(-1);
      const subject = extra && last ? between(extra.range, last.range) : argumentsRange;
      return this.#refuse(oneArgument(name, wanted), subject, argumentsRange);
    }
    if (name === 'tuple') return this.#tuple(argument, expression);
    if (name === 'object') return this.#object(argument, expression);
    return this.#collection(name, argument);
  }

  #collection(name: string, argument: Expression): TypeConstraint {
    const element = this.read(argument);
    const make = name === 'list' ? listOf : name === 'set' ? setOf : mapOf;
    const type = make(element.type);
    return { type, defaults: defaultsOf(type, new Map(), new Map([['', element.defaults]])) };
  }

  #tuple(argument: Expression, whole: Expression): TypeConstraint {
    const { value: items, diagnostics } = staticList(argument);
    if (items === undefined || hasErrors(diagnostics))
      return this.#refuse(
        'Tuple type constructor requires a list of element types.',
        argument.range,
        whole.range,
      );
    const elements = items.map((item) => this.read(item));
    const type = tupleOf(elements.map((element) => element.type));
    const children = new Map(elements.map((element, index) => [`${index}`, element.defaults]));
    return { type, defaults: defaultsOf(type, new Map(), children) };
  }

  #object(argument: Expression, whole: Expression): TypeConstraint {
    const { value: entries, diagnostics } = staticMap(argument);
    if (entries === undefined || hasErrors(diagnostics))
      return this.#refuse(
        'Object type constructor requires a map whose keys are attribute names ' +
          'and whose values are the corresponding attribute types.',
        argument.range,
        whole.range,
      );
    const attributes = new Map<string, Type>();
    const optional = new Set<string>();
    const values = new Map<string, Value>();
    const children = new Map<string, TypeDefaults | undefined>();
    for (const { key, value } of entries) {
      const name = keywordOf(key);
      if (name === undefined || attributes.has(name)) {
        const must = name === undefined ? 'attribute names' : 'unique';
        this.#refuse(`Object constructor map keys must be ${must}.`, key.range, whole.range);
        continue;
      }
      const attribute = this.#attribute(value);
      if (attribute === undefined) continue;
      attributes.set(name, attribute.type);
      if (attribute.optional) optional.add(name);
      if (attribute.value !== undefined) values.set(name, attribute.value);
      children.set(name, attribute.defaults);
    }
    const type = objectOf(attributes, optional);
    return { type, defaults: defaultsOf(type, values, children) };
  }

  /** The type of an attribute, which may be wrapped in `optional(…)`. */
  #attribute(
    expression: Expression,
  ): (TypeConstraint & { optional: boolean; value: Value | undefined }) | undefined {
    const { value: call, diagnostics } = staticCall(expression);
    if (call === undefined || hasErrors(diagnostics) || call.name !== 'optional')
      return { ...this.read(expression), optional: false, value: undefined };
    const [type, fallback] = call.arguments;
    if (type === undefined) {
      const detail = 'Optional attribute modifier requires the attribute type as its argument.';
      this.#refuse(detail, call.argumentsRange, expression.range);
      return undefined;
    }
    const allowed = this.#evaluate === undefined ? 1 : 2;
    if (call.arguments.length > allowed) {
      const detail =
        allowed === 1
          ? 'Optional attribute modifier expects only one argument: the attribute type.'
          : 'Optional attribute modifier expects at most two arguments: ' +
            'the attribute type, and a default value.';
      this.#refuse(detail, call.argumentsRange, expression.range);
      return { ...this.read(type), optional: false, value: undefined };
    }
    const given = fallback && this.#evaluate?.(fallback);
    if (given !== undefined) this.diagnostics.push(...given.diagnostics);
    const inner = this.read(type);
    if (fallback === undefined || given === undefined || hasErrors(given.diagnostics))
      return { ...inner, optional: fallback === undefined, value: undefined };
    return { ...inner, optional: true, value: this.#default(given.value, inner.type, fallback) };
  }

  #default(value: Value, type: Type, expression: Expression): Value | undefined {
    const converted = convert(value, type);
    if (converted.ok) return converted.value;
    this.diagnostics.push({
      severity: 'error',
      code: 'invalid-optional-default',
      summary: 'Invalid default value for optional attribute',
      detail:
        "This default value is not compatible with the attribute's type constraint: " +
        `${converted.error}.`,
      subject: expression.range,
    });
    return undefined;
  }
}

/** The defaults in a type, or nothing if there are none. */
function defaultsOf(
  type: Type,
  values: ReadonlyMap<string, Value>,
  maybeChildren: ReadonlyMap<string, TypeDefaults | undefined>,
): TypeDefaults | undefined {
  const children = new Map<string, TypeDefaults>();
  for (const [name, child] of maybeChildren) if (child !== undefined) children.set(name, child);
  if (values.size === 0 && children.size === 0) return undefined;
  return { type, values, children };
}
