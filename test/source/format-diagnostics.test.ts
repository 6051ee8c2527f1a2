import { describe, expect, it } from 'vitest';
import { type Diagnostic, formatDiagnostics, sourceFiles } from '../../src/source/index.ts';

const encoder = new TextEncoder();
const file = { filename: 'q.pkr.hcl', bytes: encoder.encode('locals {\r\n  a = 1\n\n  b = 22\n}') };

function place(line: number, from: number, to: number) {
  const position = (byte: number) => ({ line, column: 1, byte });
  return { filename: file.filename, start: position(from), end: position(to) };
}

function diagnostic(more: Partial<Diagnostic> = {}): Diagnostic {
  return { severity: 'error', code: 'x', summary: 'Bad thing', detail: 'Why.', ...more };
}

const long = `${'word '.repeat(20)}end`;

describe('formatDiagnostics', () => {
  const cases: [string, Diagnostic, string][] = [
    ['without a place', diagnostic(), 'Error: Bad thing\n\nWhy.\n\n'],
    ['a warning', diagnostic({ severity: 'warning' }), 'Warning: Bad thing\n\nWhy.\n\n'],
    ['no detail', diagnostic({ detail: '' }), 'Error: Bad thing\n\n'],
    [
      'a place',
      diagnostic({ subject: place(2, 12, 13) }),
      'Error: Bad thing\n\n  on q.pkr.hcl line 2, in locals:\n   2:   a = 1\n\nWhy.\n\n',
    ],
    [
      'context over an empty line, which is not shown',
      diagnostic({ subject: place(2, 12, 13), context: place(1, 0, 26) }),
      'Error: Bad thing\n\n  on q.pkr.hcl line 2, in locals:\n   1: locals {\n   2:   a = 1\n   4:   b = 22\n\nWhy.\n\n',
    ],
    [
      'an empty range stands for the character behind it',
      diagnostic({ subject: place(4, 26, 26) }),
      'Error: Bad thing\n\n  on q.pkr.hcl line 4, in locals:\n   4:   b = 22\n\nWhy.\n\n',
    ],
    [
      'a file that is not there',
      diagnostic({ subject: { ...place(7, 1, 2), filename: 'other' } }),
      'Error: Bad thing\n\n  on other line 7:\n  (source code not available)\n\nWhy.\n\n',
    ],
    [
      'observed values in order',
      diagnostic({
        subject: place(2, 12, 13),
        observed: [
          { expression: 'var.n', description: 'set to null' },
          { expression: 'var.a', description: '"x"' },
        ],
      }),
      'Error: Bad thing\n\n  on q.pkr.hcl line 2, in locals:\n   2:   a = 1\n\nwith var.a as "x",\n     var.n set to null.\n\nWhy.\n\n',
    ],
    [
      'a long detail',
      diagnostic({ detail: `${long}\n  kept` }),
      `Error: Bad thing\n\n${'word '.repeat(16).trim()}\n${'word '.repeat(4)}end\n  kept\n\n`,
    ],
  ];
  it.each(cases)('%s', (_, given, expected) => {
    const format = { files: sourceFiles(file), contextOf: () => 'locals' };
    expect(formatDiagnostics([given], format)).toBe(expected);
  });

  it('draws one after the other, and only as much as a text can hold', () => {
    expect(formatDiagnostics([diagnostic(), diagnostic()])).toBe(
      'Error: Bad thing\n\nWhy.\n\nError: Bad thing\n\nWhy.\n\n',
    );
    const huge = diagnostic({ detail: 'x'.repeat(2 ** 25) });
    expect(formatDiagnostics([huge, huge, huge], { width: 0 }).length).toBeLessThan(2 ** 27);
  });
});
