/** One call of a function with everything as it should be. */
export interface Sample {
  readonly args: readonly string[];
  /** What the console shows of the result. */
  readonly shown: string;
  /** By argument: what a null gives where it is no mistake. */
  readonly nulls?: Readonly<Record<number, string>>;
  /** By argument: what an unknown argument gives where that is known. */
  readonly unknowns?: Readonly<Record<number, string>>;
}

const lines = (...text: readonly string[]) => text.join('\n');
const list = (...elements: readonly string[]) =>
  elements.length === 0 ? '[]' : lines('[', ...elements.map((each) => `  ${each},`), ']');

const key = 'file("key.pem")';
const cipher = 'file("cipher.txt")';

/** Every function once. Nulls and unknowns are as the arguments' place says unless noted. */
export const samples: Readonly<Record<string, Sample>> = {
  abs: { args: ['-3.5'], shown: '3.5' },
  abspath: { args: ['"a/../b"'], shown: '/home/u/project/b' },
  alltrue: { args: ['[true, true]'], shown: 'true' },
  anytrue: { args: ['[false, true]'], shown: 'true' },
  aws_secretsmanager: { args: ['"app"', '"a"'], shown: 'one', nulls: { 1: 'one' } },
  aws_secretsmanager_raw: { args: ['"app"'], shown: '{"a":"one"}' },
  base64decode: { args: ['"aGVsbG8="'], shown: 'hello' },
  base64encode: { args: ['"hello"'], shown: 'aGVsbG8=' },
  base64gzip: { args: ['"test"'], shown: 'H4sIAAAAAAAA/ypJLS4BAAAA//8BAAD//wx+f9gEAAAA' },
  basename: { args: ['"a/b/"'], shown: 'b' },
  bcrypt: {
    args: ['"secret"', '4'],
    shown: '$2a$04$..CA.uOD/eaGAOmJB.yMBu4AbFLftUBUHQbseIwAiOGKsNRgByuEG',
  },
  ceil: { args: ['1.2'], shown: '2' },
  chomp: { args: ['"a\\r\\n"'], shown: 'a' },
  chunklist: { args: ['[1, 2, 3]', '2'], shown: list('[\n    1,\n    2,\n  ]', '[\n    3,\n  ]') },
  cidrhost: { args: ['"10.0.0.0/24"', '-1'], shown: '10.0.0.255' },
  cidrnetmask: { args: ['"10.0.0.0/12"'], shown: '255.240.0.0' },
  cidrsubnet: { args: ['"10.1.0.0/16"', '8', '2'], shown: '10.1.2.0/24' },
  cidrsubnets: {
    args: ['"10.1.0.0/16"', '8', '4'],
    shown: list('"10.1.0.0/24"', '"10.1.16.0/20"'),
  },
  coalesce: {
    args: ['""', '"a"'],
    shown: 'a',
    nulls: { 0: 'a', 1: '! no non-null, non-empty-string arguments' },
  },
  coalescelist: {
    args: ['[]', '["a"]'],
    shown: list('"a"'),
    nulls: { 0: list('"a"'), 1: '! no non-null arguments' },
  },
  compact: { args: ['["a", "", null]'], shown: list('"a"') },
  concat: { args: ['["a"]', '[1]'], shown: list('"a"', '1') },
  consul_key: { args: ['"app/name"'], shown: 'consul' },
  contains: { args: ['["a"]', '"a"'], shown: 'true' },
  csvdecode: { args: ['"a,b\\n1,2"'], shown: list('{\n    "a" = "1"\n    "b" = "2"\n  }') },
  dirname: { args: ['"a/b/"'], shown: 'a/b' },
  distinct: { args: ['[1, "1", 2]'], shown: list('"1"', '"2"') },
  element: { args: ['["a", "b"]', '3'], shown: 'b' },
  endswith: { args: ['"hello"', '"llo"'], shown: 'true' },
  file: { args: ['"hello.txt"'], shown: 'Hello!\n' },
  filebase64: { args: ['"hello.txt"'], shown: 'SGVsbG8hCg==' },
  fileexists: { args: ['"hello.txt"'], shown: 'true' },
  fileset: { args: ['"dir"', '"**/*.md"'], shown: list('"c.md"', '"sub/x.md"') },
  flatten: { args: ['[[1], [[2], "a"]]'], shown: list('1', '2', '"a"') },
  floor: { args: ['-1.2'], shown: '-2' },
  format: {
    args: ['"%s-%03d"', '"a"', '7'],
    shown: 'a-007',
    nulls: {
      1: '! unsupported value for "%s" at 0: null value cannot be formatted',
      2: '! unsupported value for "%03d" at 3: null value cannot be formatted',
    },
  },
  formatdate: { args: ['"DD MMM YYYY"', '"2018-01-02T23:12:01Z"'], shown: '02 Jan 2018' },
  formatlist: {
    args: ['"%s!"', '["a", "b"]'],
    shown: list('"a!"', '"b!"'),
    nulls: {
      1: '! error on format iteration 0: unsupported value for "%s" at 0: null value cannot be formatted',
    },
  },
  indent: { args: ['2', '"a\\nb"'], shown: 'a\n  b' },
  index: { args: ['["a", "b"]', '"b"'], shown: '1' },
  join: { args: ['","', '["a", "b"]', '["c"]'], shown: 'a,b,c' },
  jsondecode: { args: ['"[1, {}]"'], shown: list('1', '{}') },
  jsonencode: {
    args: ['{ a = [1, null, "<"] }'],
    shown: '{"a":[1,null,"\\u003c"]}',
    nulls: { 0: 'null' },
  },
  keys: {
    args: ['{ b = 1, a = 2 }'],
    shown: list('"a"', '"b"'),
    unknowns: { 0: list('"a"', '"b"') },
  },
  legacy_isotime: { args: ['"2006-01-02 Jan Mon 3PM .000"'], shown: '2024-03-15 Mar Fri 8AM .045' },
  legacy_strftime: { args: ['"%Y-%m-%d %A %L %q %%"'], shown: '2024-03-15 Friday .045 %q %' },
  length: { args: ['"क्षि"'], shown: '2' },
  log: { args: ['8', '2'], shown: '3' },
  lookup: { args: ['{ a = 1 }', '"b"', '2'], shown: '2' },
  lower: { args: ['"ÄİẞΣ"'], shown: 'äißσ' },
  max: { args: ['1', '3', '2'], shown: '3' },
  md5: { args: ['"a"'], shown: '0cc175b9c0f1b6a831c399e269772661' },
  merge: {
    args: ['{ a = 1, b = 2 }', '{ b = 3 }'],
    shown: lines('{', '  "a" = 1', '  "b" = 3', '}'),
    nulls: { 0: lines('{', '  "b" = 3', '}'), 1: lines('{', '  "a" = 1', '  "b" = 2', '}') },
  },
  min: { args: ['1', '3', '-2'], shown: '-2' },
  parseint: { args: ['"zZ"', '62'], shown: '2231' },
  pathexpand: { args: ['"~/x"'], shown: '/home/me/x' },
  pow: { args: ['1.1', '2'], shown: '1.2100000000000002' },
  range: { args: ['1', '6', '2'], shown: list('1', '3', '5') },
  regex: {
    args: ['"(?P<a>[a-z]+)(?P<n>\\\\d)?"', '"..ab."'],
    shown: lines('{', '  "a" = "ab"', '}'),
  },
  regex_replace: { args: ['"hello"', '"(l)(.)"', '"$${2}<$1>"'], shown: 'hel<l>o' },
  regexall: { args: ['"a(.)?"', '"abba"'], shown: list('[\n    "b",\n  ]', '[\n    null,\n  ]') },
  replace: { args: ['"a.b.c"', '"."', '"-"'], shown: 'a-b-c' },
  reverse: { args: ['["a", 1]'], shown: list('1', '"a"') },
  rfc3339_parse: {
    args: ['"2021-01-01 00:00:00Z"'],
    shown: lines(
      '{',
      '  "day" = 1',
      '  "hour" = 0',
      '  "iso_week" = 53',
      '  "iso_year" = 2020',
      '  "minute" = 0',
      '  "month" = 1',
      '  "month_name" = "January"',
      '  "second" = 0',
      '  "unix" = 1609459200',
      '  "weekday" = 5',
      '  "weekday_name" = "Friday"',
      '  "year" = 2021',
      '  "year_day" = 1',
      '}',
    ),
  },
  rsadecrypt: { args: [cipher, key], shown: 'secret text' },
  setintersection: { args: ['["a", "b"]', '["b", "c"]'], shown: list('"b"') },
  setproduct: {
    args: ['["a"]', '[1, 2]'],
    shown: list('[\n    "a",\n    1,\n  ]', '[\n    "a",\n    2,\n  ]'),
  },
  setunion: { args: ['["b", "a"]', '[1]'], shown: list('"1"', '"a"', '"b"') },
  sha1: { args: ['"a"'], shown: '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8' },
  sha256: {
    args: ['"a"'],
    shown: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  },
  sha512: {
    args: ['"a"'],
    shown:
      '1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75',
  },
  signum: { args: ['-7'], shown: '-1' },
  slice: { args: ['["a", "b", "c"]', '1', '2'], shown: list('"b"') },
  sort: { args: ['["b", "a", "B"]'], shown: list('"B"', '"a"', '"b"') },
  split: { args: ['","', '"a,b"'], shown: list('"a"', '"b"') },
  startswith: { args: ['"hello"', '"he"'], shown: 'true' },
  strcontains: { args: ['"hello"', '"ell"'], shown: 'true' },
  strrev: { args: ['"ae\\u0301b"'], shown: 'béa' },
  substr: { args: ['"hello"', '-3', '2'], shown: 'll' },
  sum: { args: ['[1, "2", 3.5]'], shown: '6.5' },
  templatefile: { args: ['"greet.tpl"', '{ name = "you" }'], shown: 'Hello YOU' },
  textdecodebase64: { args: ['"6Q=="', '"latin1"'], shown: 'é' },
  textencodebase64: { args: ['"日本"', '"ISO-2022-JP"'], shown: 'GyRCRnxLXBsoQg==' },
  timeadd: { args: ['"2017-11-22T00:00:00Z"', '"-1.5h"'], shown: '2017-11-21T22:30:00Z' },
  timestamp: { args: [], shown: '2024-03-15T08:30:05Z' },
  title: { args: ['"hello o\'neil ǆx _a"'], shown: "Hello O'Neil ǅx _a" },
  trim: { args: ['"?!hello?!"', '"!?"'], shown: 'hello' },
  trimprefix: { args: ['"hello"', '"he"'], shown: 'llo' },
  trimspace: { args: ['"\\u00a0 a\\u0085"'], shown: 'a' },
  trimsuffix: { args: ['"hello"', '"lo"'], shown: 'hel' },
  unix_timestamp_parse: {
    args: ['-1'],
    shown: lines(
      '{',
      '  "day" = 31',
      '  "hour" = 23',
      '  "iso_week" = 1',
      '  "iso_year" = 1970',
      '  "minute" = 59',
      '  "month" = 12',
      '  "month_name" = "December"',
      '  "rfc3339" = "1969-12-31T23:59:59Z"',
      '  "second" = 59',
      '  "weekday" = 3',
      '  "weekday_name" = "Wednesday"',
      '  "year" = 1969',
      '  "year_day" = 365',
      '}',
    ),
  },
  upper: { args: ['"äßǆ"'], shown: 'ÄßǄ' },
  urlencode: { args: ['"a b&c/é~"'], shown: 'a+b%26c%2F%C3%A9~' },
  uuidv4: { args: [], shown: '00010203-0405-4607-8809-0a0b0c0d0e0f' },
  uuidv5: { args: ['"dns"', '"www.example.com"'], shown: '2ed6657d-e927-568b-95e1-2665a8aea6a2' },
  values: { args: ['{ b = 1, a = "x" }'], shown: list('"x"', '1') },
  vault: { args: ['"secret/data/app"', '"password"'], shown: 'p4ss' },
  yamldecode: {
    args: ['"a: [1, yes, ~]"'],
    shown: lines('{', '  "a" = [', '    1,', '    true,', '    null,', '  ]', '}'),
  },
  yamlencode: {
    args: ['{ a = [1], b = "x\\ny\\n" }'],
    shown: lines('"a":', '- 1', '"b": |', '  x', '  y', ''),
    nulls: { 0: 'null\n...\n' },
  },
  zipmap: { args: ['["a", "b"]', '[1, "x"]'], shown: lines('{', '  "a" = 1', '  "b" = "x"', '}') },
};
