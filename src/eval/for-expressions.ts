import { ok, type Result } from '../base/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { Expression, ForNode } from '../syntax/index.ts';
import {
  asString,
  boolType,
  convert,
  dynamicUnknown,
  isIterable,
  isKnown,
  isNull,
  isTrue,
  iterate,
  type Mark,
  object,
  quote,
  stringType,
  tuple,
  typeName,
  type Value,
  withMarks,
} from '../values/index.ts';
import { type Environment, gathered, type Outcome } from './environment.ts';
import { mistake } from './mistake.ts';
import type { NameLookup } from './scope.ts';

/** `[for …]` and `{for …}` (template-language 1.12). */
export function evaluateFor(node: ForNode, environment: Environment): Outcome {
  const collection = environment.evaluate(node.collection);
  const refused = refuse(node, collection.value, environment);
  if (refused !== undefined) {
    return gathered(dynamicUnknown, collection.diagnostics, [refused]);
  }
  const loop = new Loop(node, environment, collection);
  if (collection.value.type.kind === 'dynamic') return loop.openResult();
  return loop.checkCondition() && isKnown(collection.value)
    ? loop.run(collection.value)
    : loop.openResult();
}

function refuse(node: ForNode, value: Value, { scope }: Environment): Diagnostic | undefined {
  const place = {
    subject: node.collection.range,
    context: node.range,
    about: { expression: node.collection, scope },
  };
  if (isNull(value)) {
    return mistake({
      code: 'iteration-over-null',
      summary: 'Iteration over null value',
      detail: "A null value cannot be used as the collection in a 'for' expression.",
      ...place,
    });
  }
  if (isIterable(value) || value.type.kind === 'dynamic' || canBeIterated(value)) return undefined;
  const name = typeName(value.type);
  return mistake({
    code: 'iteration-over-non-iterable',
    summary: 'Iteration over non-iterable value',
    detail: `A value of type ${name} cannot be used as the collection in a 'for' expression.`,
    ...place,
  });
}

function canBeIterated({ type }: Value): boolean {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
    case 'tuple':
    case 'object':
      return true;
    default:
      return false;
  }
}

/** The names of one round. */
class LoopNames implements NameLookup<Value> {
  readonly #node: ForNode;
  readonly #key: Value;
  readonly #value: Value;

  constructor(node: ForNode, key: Value, value: Value) {
    this.#node = node;
    this.#key = key;
    this.#value = value;
  }

  get(name: string): Value | undefined {
    if (name === this.#node.valueName) return this.#value;
    return name === this.#node.keyName ? this.#key : undefined;
  }

  keys(): Iterable<string> {
    const { keyName, valueName } = this.#node;
    return keyName === undefined || keyName === valueName ? [valueName] : [keyName, valueName];
  }
}

/** One evaluation of a `for`: what was found so far. */
class Loop {
  readonly #node: ForNode;
  readonly #environment: Environment;
  readonly #marks = new Set<Mark>();
  readonly #diagnostics: Diagnostic[];
  /** False once a mistake or an unknown makes the whole result unknown. */
  #known = true;

  constructor(node: ForNode, environment: Environment, collection: Outcome) {
    this.#node = node;
    this.#environment = environment;
    this.#diagnostics = [...collection.diagnostics];
    this.#addMarks(collection.value);
  }

  #addMarks(value: Value): void {
    for (const mark of value.marks) this.#marks.add(mark);
  }

  /** What is left when nothing can be said about the result. */
  openResult(): Outcome {
    return gathered(withMarks(dynamicUnknown, this.#marks), this.#diagnostics);
  }

  #report(
    about: Expression,
    { scope }: Environment,
    said: readonly [string, string, string],
  ): void {
    const [code, summary, detail] = said;
    this.#diagnostics.push(
      mistake({
        code,
        summary,
        detail,
        subject: about.range,
        context: this.#node.range,
        about: { expression: about, scope },
      }),
    );
  }

  /** Evaluates the condition once with unknown names, so that constant mistakes appear once. */
  checkCondition(): boolean {
    const { condition } = this.#node;
    if (condition === undefined) return true;
    const names = new LoopNames(this.#node, dynamicUnknown, dynamicUnknown);
    const outcome = this.#environment.withVariables(names).evaluate(condition);
    this.#diagnostics.push(...outcome.diagnostics);
    this.#addMarks(outcome.value);
    if (isNull(outcome.value)) {
      const detail = "The value of the 'if' clause must not be null.";
      const said = ['condition-is-null', 'Condition is null', detail] as const;
      this.#report(condition, this.#environment, said);
      return false;
    }
    const converted = convert(outcome.value, boolType);
    if (!converted.ok) {
      this.#report(
        condition,
        this.#environment,
        invalidCondition(`is invalid: ${converted.error}.`),
      );
      return false;
    }
    return outcome.diagnostics.length === 0;
  }

  run(collection: Value): Outcome {
    const { key } = this.#node;
    const value = key === undefined ? this.#tuple(collection) : this.#object(collection, key);
    if (!this.#known) return this.openResult();
    return gathered(withMarks(value, this.#marks), this.#diagnostics);
  }

  #tuple(collection: Value): Value {
    const values: Value[] = [];
    for (const round of this.#rounds(collection))
      values.push(this.#evaluate(this.#node.value, round));
    return tuple(values);
  }

  #object(collection: Value, key: Expression): Value {
    const groups = new Map<string, Value[]>();
    for (const round of this.#rounds(collection)) {
      const name = this.#key(key, round);
      if (name === undefined) {
        this.#known = false;
        continue;
      }
      const value = this.#evaluate(this.#node.value, round);
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [value]);
      else if (this.#node.grouping) group.push(value);
      else this.#report(key, round, duplicateKey(name));
    }
    const entries: [string, Value][] = [];
    for (const [name, group] of groups) {
      const [first] = group;
      if (first !== undefined) entries.push([name, this.#node.grouping ? tuple(group) : first]);
    }
    return object(entries);
  }

  /** The rounds whose condition holds. */
  *#rounds(collection: Value): Generator<Environment> {
    for (const { key, value } of iterate(collection)) {
      const round = this.#environment.withVariables(new LoopNames(this.#node, key, value));
      if (this.#holds(round)) yield round;
    }
  }

  #evaluate(expression: Expression, round: Environment): Value {
    const { value, diagnostics } = round.evaluate(expression);
    for (const diagnostic of diagnostics) this.#diagnostics.push(diagnostic);
    return value;
  }

  #holds(round: Environment): boolean {
    const { condition } = this.#node;
    if (condition === undefined) return true;
    const raw = this.#evaluate(condition, round);
    this.#addMarks(raw);
    // An object looks at the type of an unknown condition, too; a tuple does not.
    if (this.#node.key === undefined && !isKnown(raw)) {
      this.#known = false;
      return false;
    }
    const included = convertNonNull(raw, boolType, 'must not be null.');
    if (!included.ok) {
      if (this.#known) this.#report(condition, round, invalidCondition(included.error));
      this.#known = false;
      return false;
    }
    if (!isKnown(included.value)) {
      this.#known = false;
      return false;
    }
    return isTrue(included.value);
  }

  /** The key of a round; undefined if it is unknown or a mistake. */
  #key(expression: Expression, round: Environment): string | undefined {
    const raw = this.#evaluate(expression, round);
    if (isNull(raw)) {
      if (this.#known) {
        const detail = "Key expression in 'for' expression must not produce a null value.";
        this.#report(expression, round, ['invalid-object-key', 'Invalid object key', detail]);
      }
      return undefined;
    }
    this.#addMarks(raw);
    if (!isKnown(raw)) return undefined;
    const key = convert(raw, stringType);
    if (!key.ok) {
      if (this.#known) {
        const detail = `The key expression produced an invalid result: ${key.error}.`;
        this.#report(expression, round, ['invalid-object-key', 'Invalid object key', detail]);
      }
      return undefined;
    }
    return asString(key.value);
  }
}

function convertNonNull(
  value: Value,
  type: typeof boolType,
  nullMessage: string,
): Result<Value, string> {
  if (isNull(value)) return { ok: false, error: nullMessage };
  const converted = convert(value, type);
  return converted.ok
    ? ok(converted.value)
    : { ok: false, error: `is invalid: ${converted.error}.` };
}

function invalidCondition(what: string): readonly [string, string, string] {
  const subject = what.startsWith('must')
    ? "The value of the 'if' clause"
    : "The 'if' clause value";
  return ['invalid-for-condition', "Invalid 'for' condition", `${subject} ${what}`];
}

function duplicateKey(name: string): readonly [string, string, string] {
  return [
    'duplicate-object-key',
    'Duplicate object key',
    `Two different items produced the key ${quote(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
  ];
}
