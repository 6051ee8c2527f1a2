import { describe, expect, test } from 'vitest';
import { record, StringMap, type TemplateValue } from '../../src/gotemplate/index.ts';
import { outcome } from './support.ts';

const rows: readonly (readonly [string, string])[] = [
  // Text, comments, trimming
  ['', ''],
  ['plain } text {', 'plain } text {'],
  ['{{/* c */}}a{{- " b " -}} c', 'a b c'],
  ['a {{- /* c */ -}} b', 'ab'],
  ['a\n{{- "x" }}\n b', 'ax\n b'],
  ['{{ "a" -}}\n\t b', 'ab'],
  ['ü{{"ö"}}\u{1f600}', 'üö\u{1f600}'],
  ['{{\n"a"\n}}', 'a'],
  // Constants
  ['{{1}} {{-1}} {{+2}} {{0x1F}} {{0b11}} {{0o17}} {{017}} {{1_000}}', '1 -1 2 31 3 15 15 1000'],
  [
    '{{1.5}} {{1e3}} {{.5}} {{1e21}} {{1e-7}} {{0x1p4}} {{1234567.5}}',
    '1.5 1000 0.5 1e+21 1e-07 16 1.2345675e+06',
  ],
  ["{{'a'}} {{'\\n'}} {{'ä'}} {{'\\u00e4'}}", '97 10 228 228'],
  ['{{"a\\tb\\"c\\x41\\101\\u00e4"}} {{`a\\t\nb`}}', 'a\tb"cAAä a\\t\nb'],
  ['{{true}} {{false}}', 'true false'],
  // Variables and pipelines
  ['{{ $x := user `a` }}{{$x}}{{$x}}', 'xx'],
  ['{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}', '2'],
  ['{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}', '21'],
  ['{{ user "a" | upper }}', 'X'],
  ['{{ "a" | printf "%s-%s" "b" }}', 'b-a'],
  ['{{ (print "a" "b") | upper | lower }}', 'ab'],
  ['{{ print (len (user "n")) (upper "q") }}', '3Q'],
  // Control
  ['{{if ""}}a{{else if 0}}b{{else if user `a`}}c{{else}}d{{end}}', 'c'],
  ['{{with user `empty`}}a{{else with "y"}}{{.}}{{end}}', 'y'],
  ['{{with $x := "v"}}{{$x}}{{.}}{{end}}', 'vv'],
  ['{{range 3}}{{.}},{{else}}none{{end}}', '0,1,2,'],
  ['{{range 0}}{{.}},{{else}}none{{end}}', 'none'],
  [
    '{{range $i := 4}}{{if eq $i 1}}{{continue}}{{end}}{{if eq $i 3}}{{break}}{{end}}{{$i}}{{end}}',
    '02',
  ],
  ['{{ define "x" }}hi {{.}}{{end}}{{template "x" "you"}}{{template "x"}}', 'hi youhi <no value>'],
  ['{{block "b" 5}}[{{.}}]{{end}}{{template "b" 6}}', '[5][6]'],
  // Go's functions
  [
    '{{ and 1 0 }} {{ and 1 2 }} {{ or 0 "" }}| {{ or 0 3 }} {{ not 0 }} {{ not "a" }}',
    '0 2 | 3 true false',
  ],
  ['{{ and 0 (index "a" 9) }}{{ or 1 (index "a" 9) }}', '01'],
  ['{{ html "<a href=\'x\'>&\\"" }}', '&lt;a href=&#39;x&#39;&gt;&amp;&#34;'],
  ['{{ js "a\'b<\\n=" }}', "a\\'b\\u003C\\u000A\\u003D"],
  ['{{ urlquery "a b/ä" }}', 'a+b%2F%C3%A4'],
  ['{{ html nil }}{{ print nil }}', '&lt;no value&gt;<nil>'],
  ['{{ len "äb" }} {{ index "abc" 1 }} {{ slice "abcd" 1 }} {{ slice "abcd" 1 3 }}', '3 98 bcd bc'],
  ['{{ print 1 2 "x" 3 4 }}|{{ println 1 "a" }}|{{ print }}', '1 2x3 4|1 a\n||'.slice(0, -1)],
  [
    '{{ eq 1 2 1 }} {{ ne "a" "b" }} {{ lt 1 2 }} {{ le 2 2 }} {{ gt "b" "a" }} {{ ge 1.5 2.5 }}',
    'true true true true true false',
  ],
  ['{{ eq nil nil }} {{ eq 1 nil }} {{ eq true true }}', 'true false true'],
  // fmt
  [
    '{{ printf "%05d|%-5d|%+d|%x|%X|%o|%b|%c|%q|%U" 42 42 42 255 255 8 5 65 65 65 }}',
    "00042|42   |+42|ff|FF|10|101|A|'A'|U+0041",
  ],
  [
    '{{ printf "%s|%q|%5s|%-5s|%.2s|%x|%v|%T" "ä" "a\\n" "ab" "ab" "abc" "hi" "v" "t" }}',
    'ä|"a\\n"|   ab|ab   |ab|6869|v|string',
  ],
  [
    '{{ printf "%f|%.2f|%e|%g|%8.3f|%v" 1.5 1.005 1500.0 1e21 3.14159 2.0 }}',
    '1.500000|1.00|1.500000e+03|1e+21|   3.142|2',
  ],
  ['{{ printf "%t %v %d %s" true nil "x" 5 }}', 'true <nil> %!d(string=x) %!s(int=5)'],
  [
    '{{ printf "%d %d" 1 }}|{{ printf "%" }}|{{ printf "%d%%" 1 2 }}|{{ printf "%*d" 4 7 }}',
    '1 %!d(MISSING)|%!(NOVERB)|1%%!(EXTRA int=2)|   7',
  ],
];

describe('what templates print', () => {
  test.each(rows)('%j', (text, expected) => {
    expect(outcome(text)).toBe(expected);
  });
});

const map = { a: 1n, b: 'x', list: ['p', null, 2n], inner: { k: 'v' }, none: null };
const fields = record('*shell.Data', { Path: '/tmp/x', Vars: '', Inner: map });

const dataRows: readonly (readonly [string, TemplateValue, string])[] = [
  ['{{.}}', null, '<no value>'],
  ['{{.Foo}}{{.Foo.Bar}}', null, '<no value><no value>'],
  ['{{.a}} {{.none}} {{.missing}} {{.missing.deep}}', map, '1 <no value> <no value> <no value>'],
  ['{{.list}} {{.inner}} {{.inner.k}} {{index .list 0}}', map, '[p <nil> 2] map[k:v] v p'],
  ['{{range .list}}[{{.}}]{{end}}', map, '[p][<no value>][2]'],
  ['{{range $k, $v := .}}{{$k}};{{end}}', map, 'a;b;inner;list;none;'],
  ['{{range $i, $v := .list}}{{$i}}{{$v}} {{end}}', map, '0p 1<no value> 22 '],
  ['{{with .inner}}{{.k}}{{$.b}}{{end}}', map, 'vx'],
  ['{{$x := .inner}}{{$x.k}} {{(index .list 2)}}', map, 'v 2'],
  ['{{.A}}|{{.B}}|', new StringMap(new Map([['A', '1']])), '1||'],
  ['{{.A}}|{{.B}}|', new Map([['A', '1']]), '1|<no value>|'],
  ['{{.Path}}{{.Vars}}{{.Inner.b}}', fields, '/tmp/xx'],
  [
    '{{.Path.Foo}}',
    fields,
    'template: root:1:7: executing "root" at <.Path.Foo>: can\'t evaluate field Foo in type string',
  ],
  [
    '{{.Nope}}',
    fields,
    'template: root:1:2: executing "root" at <.Nope>: can\'t evaluate field Nope in type *shell.Data',
  ],
  [
    '{{.b.c}}',
    map,
    'template: root:1:4: executing "root" at <.b.c>: can\'t evaluate field c in type interface {}',
  ],
  [
    '{{.none.c}}',
    map,
    'template: root:1:7: executing "root" at <.none.c>: nil pointer evaluating interface {}.c',
  ],
  [
    '{{.Path "a"}}',
    fields,
    'template: root:1:2: executing "root" at <.Path>: Path has arguments but cannot be invoked as function',
  ],
  [
    '{{.a "a"}}',
    map,
    'template: root:1:2: executing "root" at <.a>: a is not a method but has arguments',
  ],
  [
    '{{upper .missing}}',
    map,
    'template: root:1:8: executing "root" at <.missing>: invalid value; expected string',
  ],
  [
    '{{upper .a}}',
    map,
    'template: root:1:8: executing "root" at <.a>: wrong type for value; expected string; got int',
  ],
  [
    '{{eq .list .list}}',
    map,
    'template: root:1:2: executing "root" at <eq .list .list>: error calling eq: non-comparable type []interface {}: [p <nil> 2]',
  ],
  ['{{.}}', new Uint8Array([1, 2]), '[1 2]'],
  ['{{printf "%s %x" . .}}', new Uint8Array([104, 105]), 'hi 6869'],
];

describe('data', () => {
  test.each(dataRows)('%j', (text, data, expected) => {
    expect(outcome(text, data)).toBe(expected);
  });
});

const errorRows: readonly (readonly [string, string])[] = [
  // While parsing
  ['{{x}}', 'template: root:1: function "x" not defined'],
  ['{{ user `a`\n\n', 'template: root:3: unclosed action started at root:1'],
  ['a\n{{ user', 'template: root:2: unclosed action'],
  ['{{ "a', 'template: root:1: unterminated quoted string'],
  ['{{ `a', 'template: root:1: unterminated raw quoted string'],
  ["{{ 'a", 'template: root:1: unterminated character constant'],
  ["{{ 'ab' }}", "template: root:1: malformed character constant: 'ab'"],
  ['{{/* a', 'template: root:1: unclosed comment'],
  ['{{/* a */ x}}', 'template: root:1: comment ends before closing delimiter'],
  ['{{if true}}a', 'template: root:1: unexpected EOF'],
  ['a{{end}}', 'template: root:1: unexpected {{end}}'],
  ['a{{else}}', 'template: root:1: unexpected {{else}}'],
  ['{{if}}a{{end}}', 'template: root:1: missing value for if'],
  ['{{}}', 'template: root:1: missing value for command'],
  ['{{$y}}', 'template: root:1: undefined variable "$y"'],
  ['{{ user \\"x\\" }}', 'template: root:1: unexpected "\\\\" in operand'],
  ['{{ user "x" }', 'template: root:1: unexpected "}" in operand'],
  ['{{break}}', 'template: root:1: {{break}} outside {{range}}'],
  ['{{"a".b}}', 'template: root:1: unexpected . after term "\\"a\\""'],
  ['{{"a" | 5}}', 'template: root:1: non executable command in pipeline stage 2'],
  ['{{( "a"}}', 'template: root:1: unclosed left paren'],
  ['{{ "a") }}', 'template: root:1: unexpected right paren'],
  ['{{user"a"}}', "template: root:1: bad character U+0022 '\"'"],
  ['{{1a}}', 'template: root:1: bad number syntax: "1a"'],
  ['{{99999999999999999999}}', 'template: root:1: integer overflow: "99999999999999999999"'],
  ['{{\u0007}}', 'template: root:1: unrecognized character in action: U+0007'],
  ['{{if 1}}{{else}}{{else}}{{end}}', 'template: root:1: expected end; found {{else}}'],
  [
    '{{define "a"}}x{{end}}{{define "a"}}y{{end}}',
    'template: root:1: template: multiple definition of template "a"',
  ],
  ['{{if true}}{{define "a"}}x{{end}}{{end}}', 'template: root:1: unexpected <define> in command'],
  ['{{template x}}', 'template: root:1: unexpected "x" in template clause'],
  ['{{ {{user `a`}} }}', 'template: root:1: unexpected "{" in command'],
  ['{{$a, $b := 1}}', 'template: root:1: too many declarations in command'],
  ['{{range $a, 1}}{{end}}', 'template: root:1: range can only initialize variables'],
  ['{{ "\\q" }}', 'template: root:1: invalid syntax'],
  // While rendering
  [
    '{{user}}',
    'template: root:1:2: executing "root" at <user>: wrong number of args for user: want 1 got 0',
  ],
  [
    '{{user "a" "b"}}',
    'template: root:1:2: executing "root" at <user>: wrong number of args for user: want 1 got 2',
  ],
  [
    '{{and}}',
    'template: root:1:2: executing "root" at <and>: wrong number of args for and: want at least 1 got 0',
  ],
  ['{{user 5}}', 'template: root:1:7: executing "root" at <5>: expected string; found 5'],
  [
    '{{split "a" "b" "c"}}',
    'template: root:1:16: executing "root" at <"c">: expected integer; found "c"',
  ],
  ['{{user nil}}', 'template: root:1:7: executing "root" at <nil>: cannot assign nil to string'],
  ['{{nil}}', 'template: root:1:2: executing "root" at <nil>: nil is not a command'],
  ['ä\nö {{ nil }}', 'template: root:2:6: executing "root" at <nil>: nil is not a command'],
  [
    '{{range "a"}}{{end}}',
    'template: root:1:8: executing "root" at <"a">: range can\'t iterate over a',
  ],
  [
    '{{range $i,$e := 3}}{{end}}',
    'template: root:1:17: executing "root" at <3>: can\'t use 3 to iterate over more than one variable',
  ],
  [
    '{{template "no"}}',
    'template: root:1:11: executing "root" at <{{template "no"}}>: template "no" not defined',
  ],
  [
    '{{define "x"}}{{nil}}{{end}}{{template "x"}}',
    'template: root:1:16: executing "x" at <nil>: nil is not a command',
  ],
  [
    '{{index "abc" 3}}',
    'template: root:1:2: executing "root" at <index "abc" 3>: error calling index: reflect: string index out of range',
  ],
  [
    '{{index "abc" 4}}',
    'template: root:1:2: executing "root" at <index "abc" 4>: error calling index: index out of range: 4',
  ],
  [
    '{{index nil 1}}',
    'template: root:1:2: executing "root" at <index nil 1>: error calling index: index of untyped nil',
  ],
  [
    '{{slice "abc" 2 1}}',
    'template: root:1:2: executing "root" at <slice "abc" 2 1>: error calling slice: invalid slice index: 2 > 1',
  ],
  [
    '{{len 5}}',
    'template: root:1:2: executing "root" at <len 5>: error calling len: len of type int',
  ],
  [
    '{{eq 1 "a"}}',
    'template: root:1:2: executing "root" at <eq 1 "a">: error calling eq: incompatible types for comparison: int and string',
  ],
  [
    '{{eq 1}}',
    'template: root:1:2: executing "root" at <eq 1>: error calling eq: missing argument for comparison',
  ],
  [
    '{{lt true false}}',
    'template: root:1:2: executing "root" at <lt true false>: error calling lt: invalid type for comparison',
  ],
  [
    '{{call "a"}}',
    'template: root:1:2: executing "root" at <call "a">: error calling call: non-function "a" of type string',
  ],
  [
    '{{1 2}}',
    'template: root:1:2: executing "root" at <1>: can\'t give argument to non-function 1',
  ],
  [
    '{{"a" | (user "b")}}',
    'template: root:1:2: executing "root" at <"a">: can\'t give argument to non-function user "b"',
  ],
];

describe('errors', () => {
  test.each(errorRows)('%j', (text, expected) => {
    expect(outcome(text)).toBe(expected);
  });
});
