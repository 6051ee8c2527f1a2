import { compareText, unreachable } from '../base/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';
import { type CallNode, type Expression, nearestName, startRange } from '../syntax/index.ts';
import {
  asElements,
  capsule,
  convert,
  dynamicUnknown,
  isKnown,
  isNull,
  quote,
  unknown,
  type Value,
  withMarksOf,
} from '../values/index.ts';
import { callFunction, parameterAt } from './call-function.ts';
import { ExpressionClosure } from './closure.ts';
import { addTo, type Environment, gathered, lost, type Outcome, worth } from './environment.ts';
import {
  expressionClosureType,
  type FunctionFailure,
  type FunctionSpec,
  type Parameter,
  typeConstraintType,
} from './function-spec.ts';
import { mistake } from './mistake.ts';
import { findFunction, type Scope } from './scope.ts';
import { invalidType, readPlainType } from './type-reader.ts';

/** A value that came out of an expanded argument. */
interface GivenValue {
  readonly kind: 'value';
  readonly value: Value;
  readonly range: Range;
}

type Argument = Expression | GivenValue;

/** `name(arguments)` (template-language 1.13). */
export function evaluateCall(node: CallNode, environment: Environment): Outcome {
  const spec = findFunction(environment.scope, node.name);
  if (spec === undefined) return lost(noFunction(node, environment.scope));
  if (!node.expandFinal) return callWith(node, spec, node.arguments, environment);
  const last = node.arguments.at(-1);
  if (last === undefined) return lost();
  const expanded = expand(node, last, environment);
  if ('result' in expanded) return expanded.result;
  return callWith(node, spec, [...node.arguments.slice(0, -1), ...expanded.arguments], environment);
}

function noFunction(node: CallNode, scope: Scope | undefined): Diagnostic {
  const about = { expression: node, scope };
  if (!hasFunctions(scope)) {
    return mistake({
      code: 'functions-not-allowed',
      summary: 'Function calls not allowed',
      detail: 'Functions may not be called here.',
      subject: node.range,
      about,
    });
  }
  return mistake({
    code: 'unknown-function',
    summary: 'Call to unknown function',
    detail: unknownFunction(node.name, namesHere(scope)),
    subject: node.nameRange,
    context: node.range,
    about,
  });
}

function hasFunctions(scope: Scope | undefined): boolean {
  for (let at = scope; at !== undefined; at = at.parent) if (at.functions) return true;
  return false;
}

/** Only the innermost scope makes suggestions; that of a `for` has no functions of its own. */
function namesHere(scope: Scope | undefined): readonly string[] {
  return [...(scope?.functions?.keys() ?? [])].sort(compareText);
}

function unknownFunction(name: string, available: readonly string[]): string {
  const separator = name.lastIndexOf('::');
  if (separator < 0) {
    const near = nearestName(name, available);
    const hint = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
    return `There is no function named ${quote(name)}.${hint}`;
  }
  const namespace = name.slice(0, separator + 2);
  const own = name.slice(separator + 2);
  const siblings = available.filter((each) => each.startsWith(namespace));
  if (siblings.length === 0) return `There are no functions in namespace ${quote(namespace)}.`;
  const near = nearestName(
    own,
    siblings.map((each) => each.slice(namespace.length)),
  );
  const hint = near === undefined ? '' : ` Did you mean ${quote(namespace + near)}?`;
  return `There is no function named ${quote(own)} in namespace ${namespace}.${hint}`;
}

type Expanded = { readonly arguments: readonly Argument[] } | { readonly result: Outcome };

/** The elements of the argument before `...`, or what the call comes to without them. */
function expand(node: CallNode, last: Expression, environment: Environment): Expanded {
  const { value, diagnostics } = environment.evaluate(last);
  if (diagnostics.length > 0) return { result: lost(...diagnostics) };
  const refuse = (must: string): Expanded => ({
    result: lost(
      mistake({
        code: 'invalid-expanding-argument',
        summary: 'Invalid expanding argument value',
        detail: `The expanding argument (indicated by ...) must ${must}.`,
        subject: last.range,
        context: node.range,
        about: { expression: last, scope: environment.scope },
      }),
    ),
  });
  const { kind } = value.type;
  const isSequence = kind === 'tuple' || kind === 'list' || kind === 'set';
  if (!isSequence && kind !== 'dynamic') return refuse('be of a tuple, list, or set type');
  if (isNull(value)) return refuse('not be null');
  if (!isKnown(value)) return { result: worth(withMarksOf(dynamicUnknown, value)) };
  const elements = asElements(value).map((element): Argument => {
    return { kind: 'value', value: withMarksOf(element, value), range: last.range };
  });
  return { arguments: elements };
}

function callWith(
  node: CallNode,
  spec: FunctionSpec,
  args: readonly Argument[],
  environment: Environment,
): Outcome {
  const miscounted = wrongCount(node, spec, args, environment.scope);
  if (miscounted !== undefined) return lost(miscounted);
  const values: Value[] = [];
  const diagnostics: Diagnostic[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const parameter = parameterAt(spec, index);
    if (parameter === undefined) continue;
    const outcome = argumentValue(node, args[index]!, parameter, environment);
    addTo(diagnostics, outcome.diagnostics);
    values.push(outcome.value);
  }
  if (diagnostics.length > 0) return gathered(dynamicUnknown, diagnostics);
  const result = callFunction(spec, values);
  if (result.ok) return worth(result.value);
  return lost(callFailure(node, { spec, args, failure: result.error }, environment.scope));
}

function wrongCount(
  node: CallNode,
  spec: FunctionSpec,
  args: readonly Argument[],
  scope: Scope | undefined,
): Diagnostic | undefined {
  const { length } = spec.parameters;
  const missing = spec.parameters[args.length];
  const extra = args[length];
  if (missing === undefined && (extra === undefined || spec.variadic !== undefined))
    return undefined;
  const about = { expression: node, scope };
  const name = quote(node.name);
  if (missing !== undefined) {
    const qualifier = spec.variadic === undefined ? '' : ' at least';
    return mistake({
      code: 'too-few-arguments',
      summary: 'Not enough function arguments',
      detail: `Function ${name} expects${qualifier} ${length} argument(s). Missing value for ${quote(missing.name)}.`,
      subject: node.closeParenRange,
      context: node.range,
      about,
    });
  }
  if (extra === undefined) return undefined;
  return mistake({
    code: 'too-many-arguments',
    summary: 'Too many function arguments',
    detail: `Function ${name} expects only ${length} argument(s).`,
    subject: headOf(extra),
    context: node.range,
    about,
  });
}

function headOf(argument: Argument): Range {
  return argument.kind === 'value' ? argument.range : startRange(argument);
}

function argumentValue(
  node: CallNode,
  argument: Argument,
  parameter: Parameter,
  environment: Environment,
): Outcome {
  if (parameter.type.kind === 'capsule') {
    const special = unevaluated(argument, parameter, environment);
    if (special !== undefined) return special;
  }
  const given = argument.kind === 'value' ? worth(argument.value) : environment.evaluate(argument);
  if (parameter.type.kind === 'dynamic') return given;
  const converted = convert(given.value, parameter.type);
  if (converted.ok) return { value: converted.value, diagnostics: given.diagnostics };
  const said = { parameter: parameter.name, message: converted.error };
  const wrong = invalidArgument(node, argument, said, environment.scope);
  return gathered(dynamicUnknown, given.diagnostics, [wrong]);
}

/** What a parameter that wants the argument itself gets. */
function unevaluated(
  argument: Argument,
  { type }: Parameter,
  { scope }: Environment,
): Outcome | undefined {
  if (type.kind !== 'capsule') return undefined;
  if (type.name === expressionClosureType.name) {
    const held = argument.kind === 'value' ? argument.value : argument;
    return worth(capsule(expressionClosureType, new ExpressionClosure(held, scope)));
  }
  if (type.name !== typeConstraintType.name) return undefined;
  if (argument.kind === 'value') {
    return gathered(unknown(typeConstraintType), [invalidType(argument.range)]);
  }
  const { value, diagnostics } = readPlainType(argument);
  if (diagnostics.length > 0) return gathered(unknown(typeConstraintType), diagnostics);
  return worth(capsule(typeConstraintType, value));
}

function invalidArgument(
  node: CallNode,
  argument: Argument,
  said: { readonly parameter: string; readonly message: string },
  scope: Scope | undefined,
): Diagnostic {
  return mistake({
    code: 'invalid-argument',
    summary: 'Invalid function argument',
    detail: `Invalid value for ${quote(said.parameter)} parameter: ${said.message}.`,
    subject: headOf(argument),
    context: node.range,
    ...(argument.kind !== 'value' && { about: { expression: argument, scope } }),
  });
}

interface FailedCall {
  readonly spec: FunctionSpec;
  readonly args: readonly Argument[];
  readonly failure: FunctionFailure;
}

function callFailure(
  node: CallNode,
  { spec, args, failure }: FailedCall,
  scope: Scope | undefined,
): Diagnostic {
  switch (failure.kind) {
    case 'argument': {
      const argument = args[failure.index];
      const parameter = parameterAt(spec, failure.index);
      if (parameter === undefined) return failedCall(node, failure.message, scope);
      if (argument === undefined) {
        // A mistake in a variadic argument that is not there: the call as a whole is to blame.
        return mistake({
          code: 'invalid-argument',
          summary: 'Invalid function argument',
          detail: `Invalid value for ${quote(parameter.name)} parameter: ${failure.message}.`,
          subject: node.range,
          about: { expression: node, scope },
        });
      }
      const said = { parameter: parameter.name, message: failure.message };
      return invalidArgument(node, argument, said, scope);
    }
    case 'call':
      return failedCall(node, failure.message, scope);
    default:
      return unreachable(failure);
  }
}

function failedCall(node: CallNode, message: string, scope: Scope | undefined): Diagnostic {
  return mistake({
    code: 'function-failed',
    summary: 'Error in function call',
    detail: `Call to function ${quote(node.name)} failed: ${message}.`,
    subject: startRange(node),
    context: node.range,
    about: { expression: node, scope },
  });
}
