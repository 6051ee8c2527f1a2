import type { Random } from './random.ts';
import { randomExpression } from './random-expression.ts';

const names = ['a', 'b', 'name', 'for', 'if', 'é', 'x-y', 'null', 'in', '_z'] as const;
const labels = ['"x"', '"a b"', 'bare', '"é"', '"\\n"', '"e\u0301"'] as const;
const comments = ['', '', '', ' # c', ' // c', ' /* c */', ' /* a\n b */'] as const;
const lineEnds = ['\n', '\n', '\n', '\r\n', '\n\n'] as const;

function template(random: Random, depth: number): string {
  const parts = Array.from({ length: 1 + random.below(4) }, () => {
    switch (random.below(7)) {
      case 0:
        return `\${${random.pick(['', '~'])} ${randomExpression(random, depth)} ${random.pick(['', '~'])}}`;
      case 1:
        return `%{ if ${randomExpression(random, 0)} ${random.pick(['', '~'])}}y%{ else }z%{ endif }`;
      case 2:
        return `%{~ for k, v in ${randomExpression(random, 0)} }\${v}%{ endfor ~}`;
      case 3:
        return random.pick(['$${', '%%{', '$', '%', '$$', '\\n', '\\u00e9', '\\U0001F600']);
      default:
        return random.pick(['text ', ' ', 'é', '👩‍👩‍👧', 'क्षि', '\t', '{}']);
    }
  });
  return parts.join('');
}

function value(random: Random, depth: number): string {
  switch (random.below(9)) {
    case 0:
      return `"${template(random, 1)}"`;
    case 1:
      return `<<${random.pick(['', '-'])}EOT\n  ${template(random, 1)}\n\n   more\n  EOT`;
    case 2:
      return `{\n  k = ${value(random, depth - 1)}\n  "q": 1, (z) = 2\n}`;
    case 3:
      return `[for k, v in ${randomExpression(random, 0)} : ${randomExpression(random, 1)} if v]`;
    case 4:
      return `{for k, v in x : k => ${randomExpression(random, 1)}...}`;
    case 5:
      return `${random.pick(names)}.*.b[0]["k"][*].c.0`;
    case 6:
      return `ns::f(${randomExpression(random, 1)}, ${randomExpression(random, 0)}...)`;
    default:
      return randomExpression(random, Math.max(0, depth));
  }
}

function item(random: Random, depth: number): string {
  const end = random.pick(comments) + random.pick(lineEnds);
  if (depth > 0 && random.next() < 0.3) {
    const header = [
      random.pick(names),
      ...Array.from({ length: random.below(3) }, () => random.pick(labels)),
    ];
    if (random.next() < 0.2) return `${header.join(' ')} { ${random.pick(names)} = 1 }${end}`;
    const inner = Array.from({ length: random.below(4) }, () => item(random, depth - 1));
    return `${header.join(' ')} {\n${inner.join('')}}${end}`;
  }
  return `${random.pick(names)}${random.pick(['=', ' = ', '  =\t'])}${value(random, 2)}${end}`;
}

/** A file that follows the grammar. */
export function randomConfig(random: Random): string {
  return Array.from({ length: 1 + random.below(4) }, () => item(random, 2)).join('');
}

const debris = [
  ...[
    '"',
    '${',
    '%{',
    '}',
    '{',
    '[',
    ']',
    '(',
    ')',
    '~}',
    '\n',
    '\r',
    ' ',
    '<<E\n',
    'E\n',
    '#',
    '/*',
    '*/',
  ],
  ...[
    '=',
    '=>',
    ':',
    '::',
    ',',
    '.',
    '...',
    '?',
    '!',
    '&',
    '|',
    '^',
    '~',
    "'",
    '`',
    ';',
    '\\',
    '\\x',
    '\\u12',
  ],
  ...[
    '1.2.3',
    '1e',
    '.*',
    '[*]',
    '\u0000',
    '\ufeff',
    '\u201c',
    '\u2028',
    '\u0301',
    'for',
    'in ',
    'endif',
    'é',
  ],
];

/** A slice lost, doubled or replaced, a few times over. */
export function damagedConfig(whole: string, random: Random): string {
  let text = whole;
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const from = random.below(text.length + 1);
    const to = Math.min(text.length, from + random.below(8));
    const piece = debris[random.below(debris.length)] ?? '';
    const middle = [piece, '', text.slice(from, to).repeat(2), piece + text.slice(from, to)];
    const chosen = middle[random.below(middle.length)] ?? '';
    text =
      random.next() < 0.08 ? text.slice(0, from) : text.slice(0, from) + chosen + text.slice(to);
  }
  // Half a character cannot be given to the oracle.
  return text.replace(/\p{Surrogate}/gu, '?');
}
