import { compareText } from '../base/index.ts';
import type { LegacyTemplate, LegacyVariable } from './model.ts';

/** A thing that inspection shows: a line for people, or a record for machines. */
export type InspectionLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'record'; readonly category: string; readonly fields: readonly string[] };

const text = (line: string): InspectionLine => ({ kind: 'text', text: line });

function record(category: string, ...fields: readonly string[]): InspectionLine {
  return { kind: 'record', category, fields };
}

/** What a template is made of, in the order of showing (json-templates 9). Names are not rendered. */
export function inspectionOf(template: LegacyTemplate): readonly InspectionLine[] {
  const { description } = template;
  return [
    text('Packer Inspect: JSON mode'),
    ...(description === '' ? [] : [text('Description:\n'), text(`${description}\n`)]),
    ...variableLines(template),
    ...builderLines(template),
    ...provisionerLines(template),
    text(
      "\nNote: If your build names contain user variables or template\nfunctions such as 'timestamp', these are processed at build time,\nand therefore only show in their raw form here.",
    ),
  ];
}

function variableLines(template: LegacyTemplate): readonly InspectionLine[] {
  const variables = [...template.variables.values()];
  if (variables.length === 0) {
    return [text('Variables:\n'), text('  <No variables>'), text('')];
  }
  const width = Math.max(...variables.map(({ name }) => widthOf(name)));
  const required = variables.filter((variable) => variable.required);
  const optional = variables.filter((variable) => !variable.required);
  return [
    ...(required.length === 0 ? [] : [text('Required variables:\n')]),
    ...required.flatMap((variable) => [
      record('template-variable', variable.name, shownDefault(variable, template), '1'),
      text(`  ${variable.name}`),
    ]),
    ...(required.length === 0 ? [] : [text('')]),
    text('Optional variables and their defaults:\n'),
    ...optional.flatMap((variable) => optionalLines(variable, width, template)),
    text(''),
  ];
}

function shownDefault({ name, default: value }: LegacyVariable, template: LegacyTemplate): string {
  return template.sensitiveVariables.includes(name) ? '<sensitive>' : value;
}

function optionalLines(
  variable: LegacyVariable,
  width: number,
  template: LegacyTemplate,
): readonly InspectionLine[] {
  const { name } = variable;
  const shown = shownDefault(variable, template);
  return [
    record('template-variable', name, shown, '0'),
    text(`  ${padded(name, width)} = ${shown}`),
  ];
}

function builderLines(template: LegacyTemplate): readonly InspectionLine[] {
  const builders = [...template.builders.values()].sort((a, b) => compareText(a.name, b.name));
  const width = Math.max(0, ...builders.map(({ name }) => widthOf(name)));
  const lines = builders.flatMap(({ name, type }) => [
    record('template-builder', name, type),
    text(`  ${padded(name, width)}${name === type ? '' : ` (${type})`}`),
  ]);
  return [
    text('Builders:\n'),
    ...(lines.length === 0 ? [text('  <No builders>')] : lines),
    text(''),
  ];
}

function provisionerLines(template: LegacyTemplate): readonly InspectionLine[] {
  const lines = template.provisioners.flatMap(({ type }) => [
    record('template-provisioner', type),
    text(`  ${type}`),
  ]);
  return [text('Provisioners:\n'), ...(lines.length === 0 ? [text('  <No provisioners>')] : lines)];
}

/** Names are measured in bytes, as in Go. */
function widthOf(name: string): number {
  return new TextEncoder().encode(name).length;
}

function padded(name: string, width: number): string {
  return name + ' '.repeat(width - widthOf(name));
}
