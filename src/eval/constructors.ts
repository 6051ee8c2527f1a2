import { failed, ok, type Result } from '../base/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { Expression, ObjectItem, ObjectKeyNode, ObjectNode } from '../syntax/index.ts';
import {
  asString,
  convert,
  dynamicUnknown,
  isKnown,
  isNull,
  joinedMarks,
  noMarks,
  object,
  string,
  stringType,
  tuple,
  type Value,
  withMarks,
} from '../values/index.ts';
import { addTo, type Environment, lost, type Outcome, worth } from './environment.ts';
import { mistake } from './mistake.ts';

/** `[a, b]`: always a tuple. */
export function evaluateTuple(items: readonly Expression[], environment: Environment): Outcome {
  const diagnostics: Diagnostic[] = [];
  const values: Value[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const outcome = environment.evaluate(items[index]!);
    addTo(diagnostics, outcome.diagnostics);
    values.push(outcome.value);
  }
  return { value: tuple(values), diagnostics };
}

/** `{ key = value }`: always an object. Of equal keys the last one wins (template-language 1.14). */
export function evaluateObject(node: ObjectNode, environment: Environment): Outcome {
  const diagnostics: Diagnostic[] = [];
  const entries: [string, Value][] = [];
  let marks = noMarks;
  let known = true;
  for (let index = 0; index < node.items.length; index += 1) {
    const item = node.items[index]!;
    const key = environment.evaluate(item.key);
    const value = environment.evaluate(item.value);
    addTo(diagnostics, key.diagnostics);
    addTo(diagnostics, value.diagnostics);
    const name = key.diagnostics.length > 0 ? ok(undefined) : keyName(item, key.value, environment);
    if (!name.ok) diagnostics.push(name.error);
    if (!name.ok || name.value === undefined) {
      known = false;
      continue;
    }
    marks = joinedMarks(marks, key.value.marks);
    entries.push([name.value, value.value]);
  }
  const result = known ? object(entries) : dynamicUnknown;
  return { value: withMarks(result, marks), diagnostics };
}

/** The name a key gives; undefined while it is unknown. */
function keyName(
  { key, value }: ObjectItem,
  given: Value,
  { scope }: Environment,
): Result<string | undefined, Diagnostic> {
  if (typeof given.content === 'string') return ok(given.content);
  const about = { expression: key, scope };
  if (isNull(given)) {
    return failed(
      mistake({
        code: 'null-key',
        summary: 'Null value as key',
        detail: "Can't use a null value as a key.",
        subject: value.range,
        about,
      }),
    );
  }
  const converted = convert(given, stringType);
  if (converted.ok) return ok(isKnown(converted.value) ? asString(converted.value) : undefined);
  return failed(
    mistake({
      code: 'incorrect-key-type',
      summary: 'Incorrect key type',
      detail: `Can't use this value as a key: ${converted.error}.`,
      subject: key.range,
      about,
    }),
  );
}

/** The key of an object item: a bare word names itself. */
export function evaluateObjectKey(node: ObjectKeyNode, environment: Environment): Outcome {
  if (node.word !== undefined) return worth(string(node.word));
  const { wrapped } = node;
  if (wrapped.kind === 'scope-traversal' && !node.parenthesized) {
    return lost({
      severity: 'error',
      code: 'ambiguous-key',
      summary: 'Ambiguous attribute key',
      detail:
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
      subject: node.range,
    });
  }
  return environment.evaluate(wrapped);
}
