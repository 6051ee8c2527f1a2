import {
  type FunctionContext,
  type FunctionTable,
  packerFunctions,
  parse,
  render,
  type TemplateValue,
} from '../../src/gotemplate/index.ts';

/** 2026-11-21 01:12:25.064 UTC, a Saturday. */
export const instant = new Date('2026-11-21T01:12:25.064Z');

export const context: FunctionContext = {
  started: instant,
  randomBytes: (count) => new Uint8Array(count).fill(0xab),
  workingFolder: '/here',
  templateFolder: '/here/templates',
  coreVersion: '1.16.0',
  buildName: 'web',
  builderType: 'null',
  userVariables: new Map([
    ['a', 'x'],
    ['n', 'xyz'],
    ['empty', ''],
  ]),
};

export const functions: FunctionTable = packerFunctions(context);

/** What a template gives, or its error. */
export function outcome(
  text: string,
  data: TemplateValue = null,
  table: FunctionTable = functions,
): string {
  const template = parse(text, table);
  if (!template.ok) return template.error;
  const result = render(template.value, data, table);
  return result.ok ? result.value : result.error;
}
