import {
  asElements,
  convert,
  displayText,
  evaluate,
  formatDiagnostics,
  formatSource,
  functionTable,
  hasErrors,
  parseConfig,
  parseExpression,
  readTypeConstraint,
  references,
  type Scope,
  sourceFiles,
  string,
} from 'tspacker/hcl';
import { describe, expect, it } from 'vitest';
import { functionPorts } from './golden/hcl/functions.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

async function scope(): Promise<Scope> {
  const functions = functionTable(functionPorts, { folder: '.', started: new Date(0) });
  await functions.prepare('upper', 'split');
  return { variables: new Map([['name', string('web')]]), functions };
}

describe('tspacker/hcl: the language without the rest', () => {
  it('parses a file, evaluates what it says and keeps where it was said', async () => {
    const file = { filename: 'a.hcl', bytes: bytes('greeting = "hello ${upper(name)}"\n') };
    const { value: body, diagnostics } = parseConfig(file);
    expect(diagnostics).toEqual([]);
    const greeting = body.attributes.get('greeting');
    if (greeting === undefined) throw new Error('no greeting');
    expect(displayText(evaluate(greeting.expression, await scope()).value)).toBe('hello WEB');
    expect(references(greeting.expression).map(({ root }) => root.name)).toEqual(['name']);
    expect(greeting.nameRange.end).toEqual({ line: 1, column: 9, byte: 8 });
  });

  it('converts to a type that is written as text', async () => {
    const parse = (text: string) => parseExpression({ text, filename: 'a.hcl' }).value;
    const type = readTypeConstraint(parse('list(number)'), 'plain').value.type;
    const numbers = convert(evaluate(parse('split(",", "1,2")'), await scope()).value, type);
    expect(numbers.ok && asElements(numbers.value).map(displayText)).toEqual(['1', '2']);
  });

  it('draws mistakes with their source', async () => {
    const file = { filename: 'a.hcl', bytes: bytes('a = nam\n') };
    const attribute = parseConfig(file).value.attributes.get('a');
    if (attribute === undefined) throw new Error('no a');
    const { diagnostics } = evaluate(attribute.expression, await scope());
    expect(hasErrors(diagnostics)).toBe(true);
    expect(formatDiagnostics(diagnostics, { files: sourceFiles(file) })).toBe(
      [
        'Error: Unknown variable',
        '',
        '  on a.hcl line 1:',
        '   1: a = nam',
        '',
        'There is no variable named "nam". Did you mean "name"?',
        '',
        '',
      ].join('\n'),
    );
  });

  it('formats', () => {
    expect(new TextDecoder().decode(formatSource(bytes('a=1\nbcd   = 2\n')))).toBe(
      'a   = 1\nbcd = 2\n',
    );
  });
});
