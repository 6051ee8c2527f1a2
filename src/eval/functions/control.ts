import { ok } from '../../base/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { rangeText } from '../../syntax/index.ts';
import {
  asHeld,
  bool,
  boolType,
  convert,
  dynamicType,
  dynamicUnknown,
  isWhollyKnown,
  type Type,
  unknown,
  Value,
} from '../../values/index.ts';
import { ExpressionClosure } from '../closure.ts';
import { evaluate } from '../evaluate.ts';
import {
  argumentError,
  callError,
  expressionClosureType,
  type FunctionResult,
  type FunctionSpec,
  typeConstraintType,
} from '../function-spec.ts';
import { anything } from './arguments.ts';

function evaluateHeld(value: Value) {
  const closure = asHeld(value);
  if (!(closure instanceof ExpressionClosure)) throw new Error('an expression was expected');
  const { held, scope } = closure;
  return held instanceof Value ? { value: held, diagnostics: [] } : evaluate(held, scope);
}

function can([expression]: readonly Value[]): FunctionResult {
  const { value, diagnostics } = evaluateHeld(expression!);
  if (hasErrors(diagnostics)) return ok(bool(false));
  return ok(isWhollyKnown(value) ? bool(true) : unknown(boolType));
}

function failureLine({ summary, detail, subject }: Diagnostic): string {
  const place = subject === undefined ? '' : ` (at ${rangeText(subject)})`;
  return `- ${summary}${place}\n  ${detail}\n`;
}

function tryAll(expressions: readonly Value[]): FunctionResult {
  if (expressions.length === 0) return callError('at least one argument is required');
  const lines: string[] = [];
  for (const expression of expressions) {
    const { value, diagnostics } = evaluateHeld(expression);
    lines.push(...diagnostics.map(failureLine));
    if (hasErrors(diagnostics)) continue;
    // Once more is known, another expression may turn out to be the first that works.
    return ok(isWhollyKnown(value) ? value : dynamicUnknown);
  }
  return callError(
    `no expression succeeded:\n${lines.join('')}\nAt least one expression must produce a successful result`,
  );
}

function isType(held: unknown): held is Type {
  return typeof held === 'object' && held !== null && 'kind' in held;
}

function wantedType(constraint: Value): Type {
  const held = asHeld(constraint);
  if (!isType(held)) throw new Error('a type constraint was expected');
  return held;
}

/** In the type of the result no attribute is optional: now the value has to have them all. */
function convertTo([value]: readonly Value[], type: Type): FunctionResult {
  const converted = convert(value!, type);
  return converted.ok ? converted : argumentError(0, converted.error);
}

function convertedType([value, constraint]: readonly Value[]): FunctionResult<Type> {
  const converted = convert(value!, wantedType(constraint!));
  return converted.ok ? ok(converted.value.type) : argumentError(0, converted.error);
}

const expression = (name: string) => ({ name, type: expressionClosureType });

/** Functions that see their arguments before they are values. */
export const controlFunctions: readonly FunctionSpec[] = [
  { name: 'can', parameters: [expression('expression')], returns: boolType, call: can },
  {
    name: 'convert',
    parameters: [
      anything('value', { allowNull: true, allowUnknown: true, allowDynamic: true }),
      { name: 'type', type: typeConstraintType },
    ],
    returns: convertedType,
    call: convertTo,
  },
  {
    name: 'try',
    parameters: [],
    variadic: expression('expressions'),
    returns: dynamicType,
    call: tryAll,
  },
];
