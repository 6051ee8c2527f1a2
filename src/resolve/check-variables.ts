import { evaluate, type NameLookup, observedValues, type Scope } from '../eval/index.ts';
import type { FunctionSpec } from '../eval/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';
import { rangeText } from '../syntax/index.ts';
import type { Template, ValidationRule, VariableBlock } from '../template/index.ts';
import { boolType, convert, isFalse, isKnown, isNull, object, quote } from '../values/index.ts';
import { templateFunctions } from './functions.ts';
import type { InputOrigin, Inputs, InputValue } from './inputs.ts';
import { nowhere } from './inputs.ts';

/** Complaints about every variable that is not set or does not pass its validation rules. */
export async function checkVariables(
  template: Template,
  { values }: Inputs,
  platform: Platform,
): Promise<readonly Diagnostic[]> {
  const { variables } = template;
  const validated = variables.some(({ validations }) => validations.length > 0);
  // Conditions know no folder.
  const functions: NameLookup<FunctionSpec> = validated
    ? await templateFunctions(platform, '', template)
    : new Map();
  return variables.flatMap((variable) => {
    const given = values.get(variable.name);
    if (given === undefined) return [unset(variable)];
    return variable.validations.flatMap((rule) => check(variable.name, given, rule, functions));
  });
}

function check(
  name: string,
  given: InputValue,
  rule: ValidationRule,
  functions: NameLookup<FunctionSpec>,
): readonly Diagnostic[] {
  const own = object([[name, given.value]]);
  const scope: Scope = { variables: new Map([['var', own]]), functions };
  const { value: result, diagnostics } = evaluate(rule.condition, scope);
  if (!isKnown(result)) return diagnostics;
  const refuse = (detail: string): readonly Diagnostic[] => {
    const observed = observedValues(rule.condition, scope);
    const problem = invalidResult(detail, rule.condition.range);
    return [...diagnostics, observed.length === 0 ? problem : { ...problem, observed }];
  };
  if (isNull(result))
    return refuse('Validation condition expression must return either true or false, not null.');
  const converted = convert(result, boolType);
  if (!converted.ok)
    return refuse(`Invalid validation condition result value: ${converted.error}.`);
  if (!isFalse(converted.value)) return diagnostics;
  return [...diagnostics, invalidValue(given.origin, rule, given.range ?? nowhere)];
}

function unset({ name, range }: VariableBlock): Diagnostic {
  return {
    severity: 'error',
    code: 'unset-variable',
    summary: `Unset variable ${quote(name)}`,
    detail:
      'A used variable must be set or have a default value; ' +
      'see https://packer.io/docs/templates/hcl_templates/syntax for details.',
    context: range,
  };
}

function invalidResult(detail: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-validation-result',
    summary: 'Invalid variable validation result',
    detail,
    subject,
  };
}

function invalidValue(origin: InputOrigin, rule: ValidationRule, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-variable-value',
    summary: `Invalid value for ${origin} variable`,
    detail:
      `${rule.errorMessage}\n\n` +
      `This was checked by the validation rule at ${rangeText(rule.place.definition)}.`,
    subject,
  };
}
