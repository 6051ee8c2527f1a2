import type { Diagnostic, Position, Range } from '../../../src/source/index.ts';
import type { Literal, PartialTraversal, Traversal } from '../../../src/syntax/index.ts';

const positionText = ({ line, column, byte }: Position) => `${line}:${column}:${byte}`;

/** A range as the cases write it. */
export function rangeNotation({ start, end }: Range): string {
  return `${positionText(start)}-${positionText(end)}`;
}

/** Diagnostics as the cases write them. */
export function diagnosticNotation(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ severity, summary, detail, subject, context }) => ({
    severity,
    summary,
    detail,
    ...(subject && { subject: rangeNotation(subject) }),
    ...(context && { context: rangeNotation(context) }),
  }));
}

function keyText(key: Literal): string {
  if (key.type === 'string') return JSON.stringify(key.value);
  if (key.type === 'number') return String(Number(key.text));
  return '?';
}

/** A reference as the cases write it, without its range. */
export function traversalText(traversal: Traversal): string {
  const steps = traversal.steps.map((step) =>
    step.kind === 'attribute' ? `.${step.name}` : `[${keyText(step.key)}]`,
  );
  return traversal.root.name + steps.join('');
}

function keyValue(key: Literal): unknown {
  if (key.type === 'string') return { type: 'string', value: key.value };
  if (key.type === 'number') return { type: 'number', value: plainNumber(key.text) };
  return key.type === 'null' ? { type: 'any', value: null } : { type: 'bool', value: key.value };
}

/** Numbers of these cases are exact in decimal; exponents are written out. */
function plainNumber(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  const digits = (whole + fraction).padEnd(whole.length + shift, '0');
  const point = whole.length + shift;
  const before = digits.slice(0, Math.max(0, point)).replace(/^0+(?=.)/, '') || '0';
  const after = ('0'.repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point))).replace(
    /0+$/,
    '',
  );
  return after === '' ? before : `${before}.${after}`;
}

/** The steps of a reference as the traversal modes show them. */
export function stepsNotation({ root, steps }: PartialTraversal): unknown[] {
  return [root, ...steps].map((step) => {
    const range = rangeNotation(step.range);
    if (step.kind === 'root') return { root: step.name, range };
    if (step.kind === 'attribute') return { attr: step.name, range };
    if (step.kind === 'splat') return { splat: true, range };
    return { index: keyValue(step.key), range };
  });
}
