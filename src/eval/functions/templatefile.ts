import { ok } from '../../base/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { type Expression, isIdentifier, parseTemplate, rangeText } from '../../syntax/index.ts';
import {
  asEntries,
  asString,
  dynamicType,
  dynamicUnknown,
  isKnown,
  quote,
  type Value,
} from '../../values/index.ts';
import { evaluate } from '../evaluate.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { references } from '../references.ts';
import type { NameLookup } from '../scope.ts';
import { anything, text } from './arguments.ts';
import { readText } from './file.ts';
import type { FunctionPlace, FunctionPorts } from './ports.ts';

/** Diagnostics in one line, as they become part of another message. */
function inOneLine(diagnostics: readonly Diagnostic[]): string {
  const [first, ...others] = diagnostics;
  if (first === undefined) return 'no diagnostics';
  const place = first.subject === undefined ? '' : `${rangeText(first.subject)}: `;
  const more = others.length === 0 ? '' : `, and ${others.length} other diagnostic(s)`;
  return `${place}${first.summary}; ${first.detail}${more}`;
}

function variableProblem(
  template: Expression,
  variables: ReadonlyMap<string, Value>,
): string | undefined {
  for (const name of variables.keys())
    if (!isIdentifier(name))
      return `invalid template variable name ${quote(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`;
  for (const { root } of references(template))
    if (!variables.has(root.name))
      return `vars map does not contain key ${quote(root.name)}, referenced at ${rangeText(root.range)}`;
  return undefined;
}

/** Stands in for `templatefile` inside a template: templates do not nest. */
function refusing(name: string): FunctionSpec {
  return {
    name,
    parameters: [text('path'), anything('vars')],
    returns: dynamicType,
    call: () => callError('cannot recursively call templatefile from inside templatefile call'),
  };
}

/** The function that renders a file as a template, with all functions but itself. */
export function templatefileFunction(
  ports: FunctionPorts,
  place: FunctionPlace,
  functions: () => NameLookup<FunctionSpec>,
): FunctionSpec {
  const name = 'templatefile';
  const inner: NameLookup<FunctionSpec> = {
    get: (wanted) => (wanted === name ? refusing(name) : functions().get(wanted)),
    keys: () => functions().keys(),
  };
  const call = ([pathValue, vars]: readonly Value[]): FunctionResult => {
    const path = asString(pathValue!);
    const read = readText(path, ports, place);
    if (!read.ok) return callError(read.error);
    const parsed = parseTemplate({ text: read.value, filename: path });
    if (hasErrors(parsed.diagnostics)) return callError(inOneLine(parsed.diagnostics));
    if (vars!.type.kind !== 'map' && vars!.type.kind !== 'object')
      return argumentError(1, 'invalid vars value: must be a map');
    if (!isKnown(vars!)) return ok(dynamicUnknown);
    const variables = asEntries(vars!);
    const problem = variableProblem(parsed.value, variables);
    if (problem !== undefined) return argumentError(1, problem);
    const { value, diagnostics } = evaluate(parsed.value, { variables, functions: inner });
    return hasErrors(diagnostics) ? callError(inOneLine(diagnostics)) : ok(value);
  };
  return { name, parameters: [text('path'), anything('vars')], returns: dynamicType, call };
}
