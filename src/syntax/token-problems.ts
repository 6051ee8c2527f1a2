import type { Diagnostic } from '../source/index.ts';
import { mostDiagnostics } from './parse-state.ts';
import { TextRange } from './ranges.ts';
import type { ScannedText } from './text.ts';
import * as Token from './token.ts';

/** What is wrong with a token by itself, and how often it is told. */
interface TokenProblem {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  /** Problems of one topic are counted together; by default every token is told. */
  readonly topic?: string;
  /** Whether to tell, given how many of the topic came before. */
  readonly told?: (before: number) => boolean;
}

function bitwise(hint: string): TokenProblem {
  return {
    code: 'unsupported-operator',
    summary: 'Unsupported operator',
    detail: `Bitwise operators are not supported.${hint}`,
    topic: 'bitwise',
    told: (before) => before < 4,
  };
}

function character(detail: string): TokenProblem {
  return { code: 'invalid-character', summary: 'Invalid character', detail };
}

/** Opening and closing quote are one mistake; after two pairs it is enough. */
const firstAndThird = (before: number): boolean => before === 0 || before === 2;
const once = (before: number): boolean => before === 0;

const unused = character('This character is not used within the language.');
const curly = character(
  '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".',
);

const problems: ReadonlyMap<number, TokenProblem> = new Map([
  [Token.bitwiseAnd, bitwise(' Did you mean boolean AND ("&&")?')],
  [Token.bitwiseOr, bitwise(' Did you mean boolean OR ("||")?')],
  [Token.bitwiseNot, bitwise(' Did you mean boolean NOT ("!")?')],
  [Token.bitwiseXor, bitwise('')],
  [
    Token.backtick,
    {
      ...character(
        'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
      ),
      topic: 'backtick',
      told: firstAndThird,
    },
  ],
  [
    Token.apostrophe,
    {
      ...character('Single quotes are not valid. Use double quotes (") to enclose strings.'),
      topic: 'apostrophe',
      told: firstAndThird,
    },
  ],
  [
    Token.semicolon,
    {
      ...character(
        'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
      ),
      topic: 'semicolon',
      told: once,
    },
  ],
  [
    Token.badUtf8,
    {
      code: 'invalid-encoding',
      summary: 'Invalid character encoding',
      detail:
        'All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.',
      topic: 'encoding',
      told: once,
    },
  ],
  [
    Token.quotedNewline,
    {
      code: 'multi-line-string',
      summary: 'Invalid multi-line string',
      detail:
        'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
    },
  ],
  [Token.invalid, unused],
]);

/** What can be told from the tokens alone, in their order. */
export function tokenProblems(text: ScannedText): Diagnostic[] {
  const { tokens } = text;
  const seen = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    if (diagnostics.length === mostDiagnostics) break;
    const kind = tokens.kinds[index]!;
    if (kind < Token.bitwiseAnd) continue;
    const subject = new TextRange(text, tokens.starts[index]!, tokens.ends[index]!);
    const problem =
      kind === Token.invalid
        ? invalidCharacter(text.slice(subject.from, subject.to))
        : problems.get(kind);
    if (problem === undefined) continue;
    const { code, summary, detail, topic, told } = problem;
    if (topic !== undefined && told !== undefined) {
      const before = seen.get(topic) ?? 0;
      seen.set(topic, before + 1);
      if (!told(before)) continue;
    }
    diagnostics.push({ severity: 'error', code, summary, detail, subject });
  }
  return diagnostics;
}

function invalidCharacter(written: string): TokenProblem {
  return written === '\u201c' || written === '\u201d' ? curly : unused;
}
