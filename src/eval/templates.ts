import type { Diagnostic } from '../source/index.ts';
import type { Expression, LiteralNode, TemplateJoinNode, TemplateNode } from '../syntax/index.ts';
import {
  asElements,
  asString,
  convert,
  isKnown,
  isNull,
  joinedMarks,
  noMarks,
  type Refinements,
  safePrefix,
  string,
  stringType,
  unknown,
  type Value,
  withMarks,
} from '../values/index.ts';
import { addTo, type Environment, gathered, type Outcome } from './environment.ts';
import { mistake } from './mistake.ts';

/** Longer known beginnings of unknown text are cut to this many UTF-8 bytes. */
const prefixLimit = 128;

/** Text with interpolations (template-language 1.15). */
export function evaluateTemplate(node: TemplateNode, environment: Environment): Outcome {
  const [only] = node.parts;
  if (node.parts.length === 1 && isText(only)) return environment.evaluate(only);
  let marks = noMarks;
  const diagnostics: Diagnostic[] = [];
  let text = '';
  let known = true;
  for (let index = 0; index < node.parts.length; index += 1) {
    const part = node.parts[index]!;
    const outcome = environment.evaluate(part);
    addTo(diagnostics, outcome.diagnostics);
    const said = partText(outcome.value);
    if ('problem' in said) {
      diagnostics.push(wrongPart(part, node, said.problem, environment));
      continue;
    }
    marks = joinedMarks(marks, outcome.value.marks);
    if (said.text === undefined) known = false;
    else if (known && diagnostics.length === 0) text += said.text;
  }
  const value = known ? string(text) : unknownText(diagnostics.length === 0 ? text : '');
  return { value: withMarks(value, marks), diagnostics };
}

/** True for literal text, which is all that most templates are. */
function isText(part: Expression | undefined): part is LiteralNode {
  return part?.kind === 'literal' && part.value.type === 'string';
}

/** Text of a part, none where it is unknown, or why there can be none. */
type PartText = { readonly text: string | undefined } | { readonly problem: string };

function partText(value: Value): PartText {
  if (typeof value.content === 'string') return { text: value.content };
  if (isNull(value)) {
    return {
      problem: 'The expression result is null. Cannot include a null value in a string template.',
    };
  }
  if (!isKnown(value)) return { text: undefined };
  const converted = convert(value, stringType);
  if (converted.ok) return { text: asString(converted.value) };
  return { problem: `Cannot include the given value in a string template: ${converted.error}.` };
}

function wrongPart(
  part: Expression,
  node: TemplateNode,
  detail: string,
  { scope }: Environment,
): Diagnostic {
  return mistake({
    code: 'invalid-interpolation',
    summary: 'Invalid template interpolation value',
    detail,
    subject: part.range,
    context: node.range,
    about: { expression: part, scope },
  });
}

function unknownText(known: string): Value {
  const stringPrefix = safePrefix(firstBytes(known, prefixLimit));
  const refinements: Refinements =
    stringPrefix === '' ? { notNull: true } : { notNull: true, stringPrefix };
  return unknown(stringType, refinements);
}

/** As many whole characters as fit into that many bytes. */
function firstBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** `%{ for … }`: the results of a tuple `for`, joined as text. */
export function evaluateTemplateJoin(node: TemplateJoinNode, environment: Environment): Outcome {
  const tuple = environment.evaluate(node.tuple);
  const open = withMarks(unknown(stringType), tuple.value.marks);
  if (!isKnown(tuple.value) || isNull(tuple.value)) return { ...tuple, value: open };
  let { marks } = tuple.value;
  const diagnostics: Diagnostic[] = [...tuple.diagnostics];
  let text = '';
  for (const value of asElements(tuple.value)) {
    marks = joinedMarks(marks, value.marks);
    const said = resultText(value);
    if ('problem' in said) {
      diagnostics.push(wrongResult(node, said.problem, environment));
      continue;
    }
    if (said.text === undefined) return { value: withMarks(open, marks), diagnostics };
    text += said.text;
  }
  return gathered(withMarks(string(text), marks), diagnostics);
}

function resultText(value: Value): PartText {
  if (isNull(value)) {
    return {
      problem: 'An iteration result is null. Cannot include a null value in a string template.',
    };
  }
  const converted = convert(value, stringType);
  if (!converted.ok) {
    const why = converted.error;
    return {
      problem: `Cannot include one of the interpolation results into the string template: ${why}.`,
    };
  }
  return { text: isKnown(converted.value) ? asString(converted.value) : undefined };
}

function wrongResult(node: TemplateJoinNode, detail: string, { scope }: Environment): Diagnostic {
  return mistake({
    code: 'invalid-interpolation',
    summary: 'Invalid template interpolation value',
    detail,
    subject: node.range,
    about: { expression: node, scope },
  });
}
