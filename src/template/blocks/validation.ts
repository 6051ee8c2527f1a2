import { evaluatePlain, plainText, references } from '../../eval/index.ts';
import type { Diagnostic, Range } from '../../source/index.ts';
import type { Attribute, Block, BodySchema, Expression, Traversal } from '../../syntax/index.ts';
import { quote } from '../../values/index.ts';
import type { ValidationRule } from '../model.ts';
import { placeOf } from './place.ts';

const schema: BodySchema = {
  attributes: [
    { name: 'condition', required: true },
    { name: 'error_message', required: true },
  ],
  blocks: [],
};

type Report = (...diagnostics: readonly Diagnostic[]) => void;

/** Reads a `validation` block and checks that it talks about the variable in sentences. */
export function readValidation(
  variable: string,
  block: Block,
  report: Report,
): ValidationRule | undefined {
  const { value: content, diagnostics } = block.body.content(schema);
  report(...diagnostics);
  const condition = content.attributes.get('condition')?.expression;
  if (condition !== undefined) checkReferences(variable, condition, report);
  const message = content.attributes.get('error_message');
  const errorMessage = message === undefined ? undefined : readMessage(message, report);
  if (condition === undefined || errorMessage === undefined) return undefined;
  return { condition, errorMessage, place: placeOf(block) };
}

function checkReferences(variable: string, condition: Expression, report: Report): void {
  let good = 0;
  for (const reference of references(condition)) {
    if (refersTo(variable, reference)) good++;
    else report(foreignReference(variable, reference.range));
  }
  if (good === 0) report(noReference(variable, condition.range));
}

function refersTo(variable: string, { root, steps }: Traversal): boolean {
  const [step] = steps;
  return root.name === 'var' && step?.kind === 'attribute' && step.name === variable;
}

function readMessage({ expression }: Attribute, report: Report): string | undefined {
  const { value: text, diagnostics } = evaluatePlain(plainText, expression, undefined);
  report(...diagnostics);
  if (text === undefined) return undefined;
  if (text === '')
    report(
      badMessage('An empty string is not a valid nor useful error message.', expression.range),
    );
  else if (!isSentence(text))
    report(
      badMessage(
        'Validation error message must be at least one full sentence starting with an uppercase ' +
          'letter ( if the alphabet permits it ) and ending with a period or question mark.',
        expression.range,
      ),
    );
  return text;
}

/** Starts with a capital if with a letter that has one, and ends like a sentence. */
function isSentence(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  return !/^\p{L}/u.test(trimmed) || /^\p{Lu}/u.test(trimmed) ? /[.?!]$/.test(trimmed) : false;
}

function foreignReference(variable: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'validation-foreign-reference',
    summary: 'Invalid reference in variable validation',
    detail:
      `The condition for variable ${quote(variable)} can only refer to the variable itself, ` +
      `using var.${variable}.`,
    subject,
  };
}

function noReference(variable: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'validation-no-reference',
    summary: 'Invalid variable validation condition',
    detail:
      `The condition for variable ${quote(variable)} must refer to var.${variable} ` +
      'in order to test incoming values.',
    subject,
  };
}

function badMessage(detail: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'validation-message',
    summary: 'Invalid validation error message',
    detail,
    subject,
  };
}
