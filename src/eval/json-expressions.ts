import { type Diagnostic, hasErrors } from '../source/index.ts';
import {
  type JsonObjectNode,
  type JsonProperty,
  type JsonStringNode,
  rangeText,
} from '../syntax/index.ts';
import {
  asString,
  convert,
  dynamicUnknown,
  isKnown,
  isNull,
  type Mark,
  object,
  quote,
  string,
  stringType,
  type Value,
  withMarks,
} from '../values/index.ts';
import { type Environment, gathered, type Outcome, worth } from './environment.ts';
import { mistake } from './mistake.ts';

/** A JSON string: a template, or literal text where there is no scope (template-language 2.4). */
export function evaluateJsonString(node: JsonStringNode, environment: Environment): Outcome {
  if (environment.scope === undefined) return worth(string(node.text));
  const template = node.template();
  if (hasErrors(template.diagnostics)) return gathered(dynamicUnknown, template.diagnostics);
  const outcome = environment.evaluate(template.value);
  return gathered(outcome.value, template.diagnostics, outcome.diagnostics);
}

/** A JSON object; its names are templates too, and may not repeat. */
export function evaluateJsonObject(node: JsonObjectNode, environment: Environment): Outcome {
  const diagnostics: Diagnostic[] = [];
  const entries = new Map<string, Value>();
  const first = new Map<string, JsonProperty>();
  const marks = new Set<Mark>();
  let known = true;
  for (const property of node.properties) {
    const name = environment.evaluate(property.key);
    const value = environment.evaluate(property.value);
    diagnostics.push(...name.diagnostics, ...value.diagnostics);
    const key = keyOf(name.value);
    if ('problem' in key) {
      diagnostics.push(invalidKey(property, key.problem, environment));
      continue;
    }
    for (const mark of name.value.marks) marks.add(mark);
    if (key.name === undefined) {
      known = false;
      continue;
    }
    const earlier = first.get(key.name);
    if (earlier !== undefined) {
      diagnostics.push(duplicate(property, earlier, { node, name: key.name }, environment));
      continue;
    }
    entries.set(key.name, value.value);
    first.set(key.name, property);
  }
  const result = known ? object(entries) : dynamicUnknown;
  return gathered(withMarks(result, marks), diagnostics);
}

type Key = { readonly name: string | undefined } | { readonly problem: string };

function keyOf(value: Value): Key {
  const converted = convert(value, stringType);
  if (!converted.ok) {
    return { problem: `Cannot use this expression as an object key: ${converted.error}.` };
  }
  if (isNull(converted.value)) return { problem: 'Cannot use null value as an object key.' };
  return { name: isKnown(converted.value) ? asString(converted.value) : undefined };
}

function invalidKey(
  { key, value }: JsonProperty,
  detail: string,
  { scope }: Environment,
): Diagnostic {
  return mistake({
    code: 'invalid-object-key',
    summary: 'Invalid object key expression',
    detail,
    subject: key.range,
    about: { expression: value, scope },
  });
}

function duplicate(
  { key }: JsonProperty,
  earlier: JsonProperty,
  { node, name }: { readonly node: JsonObjectNode; readonly name: string },
  { scope }: Environment,
): Diagnostic {
  return mistake({
    code: 'duplicate-object-attribute',
    summary: 'Duplicate object attribute',
    detail: `An attribute named ${quote(name)} was already defined at ${rangeText(earlier.key.range)}.`,
    subject: key.range,
    about: { expression: node, scope },
  });
}
