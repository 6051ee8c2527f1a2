import { describe, expect, it } from 'vitest';
import { formatSource } from '../../src/syntax/index.ts';

describe('formatSource', () => {
  const cases: [string, string][] = [
    ['', ''],
    ['a=1', 'a = 1'],
    ['a=1\r\n  bb  =  2\r\n', 'a  = 1\r\nbb = 2\r\n'],
    ['\ufeffa=1\n', 'a = 1\n'],
    ['x{\ny{\na=1\n}\n}\n', 'x {\n  y {\n    a = 1\n  }\n}\n'],
    [
      'x {\ndefault="x" # c1\n    longer_name  =  1   // c2\n  list=[1,2,\n3]\n}\n',
      'x {\n  default     = "x" # c1\n  longer_name = 1   // c2\n  list = [1, 2,\n  3]\n}\n',
    ],
    ['a = - 1 - - 2\n', 'a = -1 - -2\n'],
    ['a = ! b && f ( x , y ... )\n', 'a = !b && f(x, y...)\n'],
    ['a = {}\nb = { c=1 }\n', 'a = {}\nb = { c = 1 }\n'],
    ['a = [ for x in [1] : x ]\n', 'a = [for x in [1] : x]\n'],
    ['a = "${ upper( "x" ) }"\n', 'a = "${upper("x")}"\n'],
    ['a = <<-EOT\n   kept   as is\n  EOT\nb=1\n', 'a = <<-EOT\n   kept   as is\n  EOT\nb = 1\n'],
    ['"e\u0301"=1 # c\n"ab"=1 # d\n', '"e\u0301"  = 1 # c\n"ab" = 1 # d\n'],
    ['not ( hcl\n', 'not(hcl\n'],
  ];
  it.each(cases)('%j', (given, expected) => {
    const formatted = formatSource(new TextEncoder().encode(given));
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(formatted)).toBe(expected);
  });
});
