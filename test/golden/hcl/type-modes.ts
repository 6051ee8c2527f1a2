import {
  applyDefaults,
  evaluate,
  readTypeConstraint,
  type Scope,
  type TypeDefaults,
} from '../../../src/eval/index.ts';
import { parseExpression } from '../../../src/syntax/index.ts';
import { convertAt, typeExpression } from '../../../src/values/index.ts';
import { type Case, inputBytes } from './cases.ts';
import { diagnosticNotation } from './notation.ts';
import { renderedField } from './rendered.ts';
import { writeType, writeValue } from './value-notation.ts';

type Fields = Readonly<Record<string, unknown>>;

const parse = (of: Case) =>
  parseExpression({ text: new TextDecoder().decode(inputBytes(of)), filename: 'test.pkr.hcl' });

/** A type constraint, defaults allowed. */
export function typeAnswer(of: Case): Fields {
  const parsed = parse(of);
  const said = { parse_diagnostics: diagnosticNotation(parsed.diagnostics) };
  if (parsed.diagnostics.length > 0) return { ...said, ...renderedField(of, parsed.diagnostics) };
  const { value, diagnostics } = readTypeConstraint(parsed.value, 'with-defaults');
  const fields = { ...said, type_diagnostics: diagnosticNotation(diagnostics) };
  if (diagnostics.length > 0) return { ...fields, ...renderedField(of, diagnostics) };
  return {
    ...fields,
    type: writeType(value.type),
    type_string: typeExpression(value.type),
    ...(value.defaults && { defaults: writeDefaults(value.defaults) }),
  };
}

function writeDefaults({ type, values, children }: TypeDefaults): Fields {
  const written = [...values].map(([name, value]) => [name, writeValue(value)]);
  const nested = [...children].map(([name, child]) => [name, writeDefaults(child)]);
  return {
    type: writeType(type),
    ...(written.length > 0 && { values: Object.fromEntries(written) }),
    ...(nested.length > 0 && { children: Object.fromEntries(nested) }),
  };
}

/** An expression, evaluated, filled up with defaults and converted to a type. */
export function convertAnswer(of: Case, scope: Scope): Fields {
  const parsed = parse(of);
  const wanted = parseExpression({ text: of.type ?? 'any', filename: 'type.hcl' });
  const { type, defaults } = readTypeConstraint(wanted.value, 'with-defaults').value;
  const given = evaluate(parsed.value, scope);
  const converted = convertAt(applyDefaults(defaults, given.value), type);
  const fields = { parse_diagnostics: diagnosticNotation(parsed.diagnostics) };
  if (converted.ok) return { ...fields, value: writeValue(converted.value) };
  const { message, path } = converted.error;
  return {
    ...fields,
    convert_error: message,
    ...(path.length > 0 && { convert_error_path: path.map(String) }),
  };
}
