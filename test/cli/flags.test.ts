import { describe, expect, it } from 'vitest';
import { describeFlags, FlagError, type FlagTable, parseFlags } from '../../src/cli/flags.ts';
import { metaFlags } from '../../src/cli/meta-flags.ts';

const table = {
  debug: { kind: 'boolean', default: false, help: 'Stop.' },
  color: { kind: 'boolean', default: true, help: 'Colour.' },
  n: { kind: 'integer', default: 0, help: 'Count.' },
  name: { kind: 'string', default: 'd', help: 'Name.' },
  mode: { kind: 'choice', choices: ['a', 'b'], default: '', help: 'Mode.' },
  seen: { kind: 'boolean', default: false, listedOnly: true, help: 'Elsewhere.' },
  ...metaFlags,
} as const satisfies FlagTable;

const initial = {
  debug: false,
  color: true,
  n: 0,
  name: 'd',
  mode: '',
  seen: false,
  only: [],
  except: [],
  var: new Map(),
  'var-file': [],
  'config-type': 'json',
};

describe('parseFlags', () => {
  it.each<[string, string[], object, string[]]>([
    ['nothing', [], {}, []],
    ['one dash or two', ['-debug', '--name', 'x'], { debug: true, name: 'x' }, []],
    ['value after = may be empty', ['-name=', 'rest'], { name: '' }, ['rest']],
    ['value after = may hold =', ['-name=a=b'], { name: 'a=b' }, []],
    ['a value may look like a flag', ['-name', '-debug'], { name: '-debug' }, []],
    ['boolean takes no separate word', ['-debug', 'false'], { debug: true }, ['false']],
    ['boolean words', ['-debug=T', '-color=FALSE'], { debug: true, color: false }, []],
    ['stops at the first argument', ['a', '-debug'], {}, ['a', '-debug']],
    ['stops at a lone dash', ['-', '-debug'], {}, ['-', '-debug']],
    ['stops after two dashes', ['-debug', '--', '-n'], { debug: true }, ['-n']],
    ['an empty argument is an argument', ['', '-debug'], {}, ['', '-debug']],
    [
      'lists split at commas and add up',
      ['-only=a,b', '-only', 'c'],
      { only: ['a', 'b', 'c'] },
      [],
    ],
    ['an empty list has one empty element', ['-only='], { only: [''] }, []],
    ['var-file does not split', ['-var-file=a,b', '-var-file=c'], { 'var-file': ['a,b', 'c'] }, []],
    [
      'last of a key wins, split at the first =',
      ['-var', 'k=1', '-var', 'k=2=3', '-var', 'e='],
      {
        var: new Map([
          ['k', '2=3'],
          ['e', ''],
        ]),
      },
      [],
    ],
    ['integer literals', ['-n=0x1F'], { n: 31 }, []],
    ['octal by a leading zero', ['-n=010'], { n: 8 }, []],
    ['underscores', ['-n=1_000'], { n: 1000 }, []],
    ['negative', ['-n', '-3'], { n: -3 }, []],
    ['choice', ['-mode=b'], { mode: 'b' }, []],
    ['config type in any case', ['-config-type=HCL2'], { 'config-type': 'hcl2' }, []],
  ])('%s', (_, words, flags, rest) => {
    expect(parseFlags(table, words)).toEqual({ flags: { ...initial, ...flags }, rest });
  });

  it.each<[string[], string]>([
    [['-bogus=1'], 'flag provided but not defined: -bogus'],
    [['--bogus'], 'flag provided but not defined: -bogus'],
    [['-seen'], 'flag provided but not defined: -seen'],
    [['-toString'], 'flag provided but not defined: -toString'],
    [['-name'], 'flag needs an argument: -name'],
    [['-mode=c'], 'invalid value "c" for flag -mode: expected one of ["a" "b"]'],
    [['-mode='], 'invalid value "" for flag -mode: expected one of ["a" "b"]'],
    [['-debug=maybe'], 'invalid boolean value "maybe" for -debug: parse error'],
    [['-debug='], 'invalid boolean value "" for -debug: parse error'],
    [['-n=many'], 'invalid value "many" for flag -n: parse error'],
    [['-n=1.5'], 'invalid value "1.5" for flag -n: parse error'],
    [['-n=08'], 'invalid value "08" for flag -n: parse error'],
    [
      ['-n=9223372036854775808'],
      'invalid value "9223372036854775808" for flag -n: value out of range',
    ],
    [['-var', 'a'], `invalid value "a" for flag -var: No '=' value in arg: a`],
    [
      ['-config-type=yaml'],
      'invalid value "yaml" for flag -config-type: yaml does not belong to configType values',
    ],
    [['---debug'], 'bad flag syntax: ---debug'],
    [['-=x'], 'bad flag syntax: -=x'],
  ])('%j says %s', (words, message) => {
    expect(() => parseFlags(table, words)).toThrow(new FlagError(message));
  });
});

describe('describeFlags', () => {
  it('aligns, leaves hidden flags out and indents further lines', () => {
    expect(
      describeFlags({
        a: { kind: 'boolean', default: false, help: 'First.\nSecond.' },
        longer: { kind: 'string', default: '', shows: '=x', help: 'Other.' },
        gone: { kind: 'string', default: '', hidden: true, help: 'Never.' },
      }),
    ).toBe('  -a         First.\n             Second.\n  -longer=x  Other.');
  });
});
