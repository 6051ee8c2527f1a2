import type { Diagnostic } from '../../../src/source/index.ts';
import {
  type Expression,
  formatSource,
  isIdentifier,
  parseConfig,
  parseExpression,
  parseJson,
  parseJsonExpression,
  parsePartialTraversal,
  parseTemplate,
  parseTraversal,
} from '../../../src/syntax/index.ts';
import type { Diagnosed } from '../../../src/source/index.ts';
import type { JsonBody, PartialTraversal } from '../../../src/syntax/index.ts';
import { attributeFields, contentFields, treeFields } from './body-fields.ts';
import { type Case, inputBytes } from './cases.ts';
import { evaluation } from './evaluation.ts';
import { expressionFields, staticViews } from './expression-fields.ts';
import { diagnosticNotation, rangeNotation, stepsNotation } from './notation.ts';
import { fileOf, renderedField } from './rendered.ts';

/** The fields a case expects, as far as they can be answered. */
export type Answer = Readonly<Record<string, unknown>>;

const snippet = (of: Case) => ({
  text: inputBytes(of),
  filename: fileOf(of).filename,
});

function expressionAnswer(of: Case, parsed: Diagnosed<Expression>, hasViews: boolean): Answer {
  const met: Diagnostic[] = [...parsed.diagnostics];
  const parse = { parse_diagnostics: diagnosticNotation(parsed.diagnostics) };
  if (met.length > 0) return { ...parse, ...renderedField(of, met) };
  const expr = expressionFields(parsed.value, of, met);
  const views = hasViews ? staticViews(parsed.value) : {};
  return { ...parse, expr, ...views, ...renderedField(of, met) };
}

function bodyAnswer(of: Case): Answer {
  const { value: body, diagnostics } = parseConfig(fileOf(of));
  const met: Diagnostic[] = [...diagnostics];
  const parse = { parse_diagnostics: diagnosticNotation(diagnostics) };
  if (met.length > 0) {
    const recovered = treeFields(body, of, undefined);
    return { ...parse, recovered, ...renderedField(of, met, body) };
  }
  if (of.schema !== undefined) {
    const expanded = of.dynamic ? (evaluation?.expand(body, of) ?? body) : body;
    const content = contentFields(expanded, of.schema, of, met);
    return { ...parse, content, ...renderedField(of, met, body) };
  }
  const tree = treeFields(body, of, met);
  const blocks = body.justAttributes().diagnostics;
  return {
    ...parse,
    body: tree,
    just_attributes_diagnostics: diagnosticNotation(blocks),
    ...renderedField(of, met, body),
  };
}

function jsonBodyAnswer(of: Case): Answer {
  const { value: body, diagnostics } = parseJson(fileOf(of));
  const met: Diagnostic[] = [...diagnostics];
  const parse = { parse_diagnostics: diagnosticNotation(diagnostics) };
  if (met.length > 0) return { ...parse, ...renderedField(of, met, body) };
  if (of.schema !== undefined) {
    const expanded = of.dynamic ? (evaluation?.expand(body, of) ?? body) : body;
    const content = contentFields(expanded, of.schema, of, met);
    return { ...parse, content, ...renderedField(of, met, body) };
  }
  const { value: attributes, diagnostics: wrong } = body.justAttributes();
  met.push(...wrong);
  const fields = [...attributes.values()].map((attribute) => attributeFields(attribute, of, met));
  return {
    ...parse,
    just_attributes: { attributes: fields, diagnostics: diagnosticNotation(wrong) },
    block_views: blockViews(body),
    ...renderedField(of, met, body),
  };
}

/** Each property read as a block type with no, one and two labels. */
function blockViews(body: JsonBody): unknown[] {
  const types = [...body.justAttributes().value.keys()];
  const labelNames = ['first', 'second'];
  return types.flatMap((type) =>
    [0, 1, 2].map((labels) => {
      const block = { type, labelNames: labelNames.slice(0, labels) };
      const { value, diagnostics } = body.partialContent({ attributes: [], blocks: [block] });
      const blocks = value.blocks.map((found) => ({
        labels: found.labels,
        def_range: rangeNotation(found.defRange),
        type_range: rangeNotation(found.typeRange),
        label_ranges: found.labelRanges.map(rangeNotation),
        missing_item_range: rangeNotation(found.body.missingItemRange),
      }));
      return { type, labels, blocks, diagnostics: diagnosticNotation(diagnostics) };
    }),
  );
}

function traversalAnswer(
  of: Case,
  { value, diagnostics }: Diagnosed<PartialTraversal | undefined>,
): Answer {
  return {
    parse_diagnostics: diagnosticNotation(diagnostics),
    ...(value !== undefined && diagnostics.length === 0 && { steps: stepsNotation(value) }),
    ...renderedField(of, diagnostics),
  };
}

function formatAnswer(of: Case): Answer {
  const bytes = inputBytes(of);
  const output = Buffer.from(formatSource(bytes));
  const again = Buffer.from(formatSource(output));
  const isText = output.equals(Buffer.from(output.toString('utf8')));
  return {
    ...(isText
      ? { output: output.toString('utf8') }
      : { output_base64: output.toString('base64') }),
    idempotent: again.equals(output),
    parses: parseConfig({ filename: 'test.pkr.hcl', bytes }).diagnostics.length === 0,
  };
}

/** How each mode is answered. */
export const modes: Readonly<Record<string, (of: Case) => Answer>> = {
  expression: (of) => expressionAnswer(of, parseExpression(snippet(of)), true),
  template: (of) => expressionAnswer(of, parseTemplate(snippet(of)), false),
  'json-expression': (of) => expressionAnswer(of, parseJsonExpression(snippet(of)), false),
  body: bodyAnswer,
  'json-body': jsonBodyAnswer,
  traversal: (of) => traversalAnswer(of, parseTraversal(snippet(of))),
  'traversal-partial': (of) => traversalAnswer(of, parsePartialTraversal(snippet(of))),
  identifier: (of) => ({ valid: isIdentifier(of.input ?? '') }),
  format: formatAnswer,
  ...evaluation?.modes,
};
