import type { Diagnostic } from '../source/index.ts';
import { between, type ConditionalNode } from '../syntax/index.ts';
import {
  boolType,
  convert,
  isKnown,
  isNull,
  isTrue,
  type Type,
  unify,
  unknown,
  type Value,
  withMarksOf,
} from '../values/index.ts';
import { eitherOf } from './either.ts';
import { type Environment, gathered, lost, type Outcome } from './environment.ts';
import { mistake } from './mistake.ts';
import { typeDifference } from './type-difference.ts';

const summary = 'Inconsistent conditional result types';
const code = 'inconsistent-conditional-types';

/** `condition ? whenTrue : whenFalse` (template-language 1.11). */
export function evaluateConditional(node: ConditionalNode, environment: Environment): Outcome {
  const whenTrue = environment.evaluate(node.whenTrue);
  const whenFalse = environment.evaluate(node.whenFalse);
  const type = resultType(whenTrue.value, whenFalse.value);
  if (type === undefined) {
    const difference = typeDifference(whenTrue.value.type, whenFalse.value.type);
    return lost(
      mistake({
        code,
        summary,
        detail: `The true and false result expressions must have consistent types. ${difference}.`,
        subject: between(node.whenTrue.range, node.whenFalse.range),
        context: node.range,
        about: { expression: node, scope: environment.scope },
      }),
    );
  }
  const condition = environment.evaluate(node.condition);
  const decided = decide(node, condition, environment);
  if (decided === 'open') {
    const value = eitherOf(whenTrue.value, whenFalse.value, type);
    const marked = withMarksOf(value, condition.value, whenTrue.value, whenFalse.value);
    return gathered(marked, condition.diagnostics);
  }
  if (typeof decided !== 'boolean') {
    return gathered(unknown(type), condition.diagnostics, [decided]);
  }
  const branch = { node, type, taken: decided, result: decided ? whenTrue : whenFalse };
  return take(branch, condition, environment);
}

/** The type both branches can have; undefined if there is none. An untyped null follows the other branch. */
function resultType(whenTrue: Value, whenFalse: Value): Type | undefined {
  if (isUntypedNull(whenTrue)) return whenFalse.type;
  if (isUntypedNull(whenFalse)) return whenTrue.type;
  if (whenTrue.type.kind === 'dynamic') return whenTrue.type;
  if (whenFalse.type.kind === 'dynamic') return whenFalse.type;
  return unify([whenTrue.type, whenFalse.type]);
}

function isUntypedNull(value: Value): boolean {
  return value.type.kind === 'dynamic' && isNull(value);
}

function decide(
  node: ConditionalNode,
  { value }: Outcome,
  { scope }: Environment,
): boolean | 'open' | Diagnostic {
  const place = {
    subject: node.condition.range,
    context: node.range,
    about: { expression: node.condition, scope },
  };
  if (isNull(value)) {
    return mistake({
      code: 'null-condition',
      summary: 'Null condition',
      detail: 'The condition value is null. Conditions must either be true or false.',
      ...place,
    });
  }
  if (!isKnown(value)) return 'open';
  const converted = convert(value, boolType);
  if (converted.ok) return isTrue(converted.value);
  return mistake({
    code: 'incorrect-condition-type',
    summary: 'Incorrect condition type',
    detail: 'The condition expression must be of type bool.',
    ...place,
  });
}

interface Branch {
  readonly node: ConditionalNode;
  readonly type: Type;
  readonly taken: boolean;
  readonly result: Outcome;
}

/** The value of the chosen branch, converted to the type both share. */
function take(
  { node, type, taken, result }: Branch,
  condition: Outcome,
  { scope }: Environment,
): Outcome {
  const converted = convert(result.value, type);
  const diagnostics = [...condition.diagnostics, ...result.diagnostics];
  if (converted.ok) return { value: withMarksOf(converted.value, condition.value), diagnostics };
  const expression = taken ? node.whenTrue : node.whenFalse;
  const wrong = mistake({
    code,
    summary,
    detail: `The ${taken} result value has the wrong type: ${converted.error}.`,
    subject: expression.range,
    context: node.range,
    about: { expression, scope },
  });
  return gathered(unknown(type), diagnostics, [wrong]);
}
