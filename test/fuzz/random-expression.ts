import type { Random } from './random.ts';

const constants = [
  '0',
  '1',
  '-1',
  '2.5',
  '1e300',
  '0.1',
  '7',
  '""',
  '"a"',
  '"é"',
  '"5"',
  '"true"',
  `"\${s}x"`,
  'true',
  'false',
  'null',
  '[]',
  '{}',
  '1e-400',
  '9007199254740993',
  '(1/0)',
] as const;

const names = [
  's',
  'n',
  'b',
  'nul',
  'l',
  'ln',
  'm',
  'st',
  'o',
  't',
  'objs',
  'unk',
  'dyn',
  'secret',
  'secret',
  'pin',
  'sl',
  'absent',
] as const;

const binary = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'] as const;

/** Expression text that mostly parses and often makes no sense. */
export function randomExpression(random: Random, depth: number): string {
  const inner = () => randomExpression(random, depth - 1);
  if (depth <= 0) return random.next() < 0.5 ? random.pick(constants) : random.pick(names);
  switch (random.below(18)) {
    case 0:
    case 1:
      return `${inner()} ${random.pick(binary)} ${inner()}`;
    case 2:
      return `(${inner()}) ${random.pick(binary)} (${inner()})`;
    case 3:
      return `${random.pick(['-', '!'])}${inner()}`;
    case 4:
    case 5:
      return `(${inner()} ? ${inner()} : ${inner()})`;
    case 6:
      return `[${inner()}, ${inner()}]`;
    case 7:
      return `{a = ${inner()}, (${inner()}) = ${inner()}}`;
    case 8:
      return `${inner()}[${inner()}]`;
    case 9:
      return `${random.pick(names)}.${random.pick(['a', 'id', 'tags', '0', 'name'])}`;
    case 10:
      return `${inner()}[*]${random.pick(['', '.id', '.a', '[0]', '.tags[*]', '.0'])}`;
    case 11:
      return `${random.pick(names)}.*${random.pick(['', '.id', '.a', '.0'])}`;
    case 12:
      return `[for ${random.pick(['', 'k, '])}v in ${inner()} : ${inner()}${random.pick(['', ' if v != null', ` if ${inner()}`])}]`;
    case 13:
      return `{for k, v in ${inner()} : ${random.pick(['k', 'v', inner()])} => ${inner()}${random.pick(['', '...'])}}`;
    case 14:
      return `"a\${${inner()}}b%{ if ${inner()} }x%{ else }\${${inner()}}%{ endif }"`;
    case 15:
      return `"%{ for v in ${inner()} }\${v}%{ endfor }"`;
    case 16:
      return `${random.pick(['pass', 'text', 'count', 'absent'])}(${inner()}${random.pick(['', '...', `, ${inner()}`])})`;
    default:
      return `(${inner()})`;
  }
}
