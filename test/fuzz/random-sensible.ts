import type { Random } from './random.ts';

/** The kinds of values the generator knows how to make. */
export type Kind = 'text' | 'number' | 'bool' | 'list' | 'object';

const leaves = {
  text: ['s', '"a"', 'secret', 'sl[0]', 'o.name', 'l[1]', 'm.x', 'nul'],
  number: ['n', '1', 'pin', 'ln[2]', 'o.a', '0.5'],
  bool: ['b', 'true', 'false', 'secret == "true"', 'pin > 2'],
  list: ['l', 'sl', 'st', '[]', 't', '[secret, "a"]', '[pin, 1]'],
  object: ['o', 'm', '{}', '{a = secret}', '{(secret) = 1}'],
} as const;

/** Expression text that mostly evaluates without a mistake and often touches something sensitive. */
export function sensible(random: Random, kind: Kind, depth: number): string {
  if (depth <= 0) return random.pick(leaves[kind]);
  const of = (other: Kind) => sensible(random, other, depth - 1);
  const any = () => of(random.pick(['text', 'number', 'bool', 'list', 'object']));
  if (random.below(5) === 0) return `(${of('bool')} ? ${of(kind)} : ${of(kind)})`;
  switch (kind) {
    case 'text':
      return random.pick([
        `"x\${${of('text')}}\${${of('number')}}"`,
        `"%{ if ${of('bool')} }a%{ else }\${${of('text')}}%{ endif }"`,
        `"%{ for v in ${of('list')} }\${v}%{ endfor }"`,
        `text(${of('text')}, ${of('number')})`,
        `pass(${of('text')})`,
        `[${of('text')}, ${of('text')}][${of('bool')} ? 0 : 1]`,
      ]);
    case 'number':
      return random.pick([
        `(${of('number')} ${random.pick(['+', '-', '*', '/', '%'])} ${of('number')})`,
        `-${of('number')}`,
        `count(${of('list')})`,
      ]);
    case 'bool':
      return random.pick([
        `(${any()} ${random.pick(['==', '!='])} ${any()})`,
        `(${of('number')} ${random.pick(['<', '<=', '>', '>='])} ${of('number')})`,
        `(${of('bool')} ${random.pick(['&&', '||'])} ${of('bool')})`,
        `!${of('bool')}`,
      ]);
    case 'list':
      return random.pick([
        `[${any()}, ${any()}]`,
        `[for v in ${of('list')} : ${random.pick(['v', '[v, 1]', of('text')])}]`,
        `[for k, v in ${of('object')} : ${random.pick(['k', 'v'])} if ${random.pick(['k != "a"', of('bool')])}]`,
        `${of('list')}[*]`,
        `[{a = ${any()}}, {a = ${any()}}][*].a`,
        `pass(${of('list')})`,
      ]);
    case 'object':
      return random.pick([
        `{a = ${any()}, "\${${of('text')}}z" = ${any()}}`,
        `{for v in ${of('list')} : "\${v}" => ${any()}...}`,
        `{for k, v in ${of('object')} : k => ${random.pick(['v', any()])}}`,
      ]);
    default:
      return kind satisfies never;
  }
}
