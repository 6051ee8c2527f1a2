import type { ByteSource } from '../base/index.ts';
import { hasErrors } from '../source/index.ts';
import type { Answer, ConsoleRequest, ConsoleSubject } from './console-subject.ts';
import type { Host } from './host.ts';
import { inputLines } from './input-lines.ts';
import { templateLanguage } from './template-language.ts';

/**
 * Where lines come from. `pipe`: another program is talking, so only the last answer counts.
 * `lines`: each line is answered at once, whether a person types them or a file holds them.
 */
export type ConsoleInput =
  | { readonly kind: 'pipe'; readonly source: ByteSource }
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> };

/** Longer lines end the reading of a pipe, as do all that follow. */
const longestLine = 64 * 1024;

/**
 * Answers lines with what they are worth in a template (template-language 7.4). Mistakes in the
 * template that keep values from being known are not shown. Resolves to the exit code.
 */
export async function consoleSession(
  request: ConsoleRequest,
  input: ConsoleInput,
  host: Host,
): Promise<number> {
  const subject = await openSubject(request, host);
  if (subject === undefined) return 1;
  return input.kind === 'pipe'
    ? answerPipe(subject, input.source, host)
    : answerLines(subject, input.lines, host);
}

async function openSubject(
  request: ConsoleRequest,
  host: Host,
): Promise<ConsoleSubject | undefined> {
  const { path, configType } = request.template;
  const language = await templateLanguage(path, configType, host.platform);
  if (!language.ok) {
    await host.listener.emit({ kind: 'said', level: 'error', text: language.error });
    return undefined;
  }
  if (language.value === 'json') {
    const { openLegacySubject } = await import('./console-legacy.ts');
    return openLegacySubject(request, host);
  }
  const { openHclSubject } = await import('./console-hcl.ts');
  return openHclSubject(request, host);
}

function answer(subject: ConsoleSubject, line: string): Promise<Answer> | Answer {
  switch (line) {
    case '':
    case 'exit':
      return { text: '' };
    case 'help':
      return { text: subject.help };
    case 'variables':
      return { text: subject.variables() };
    default:
      return subject.evaluate(line);
  }
}

/** Shows what is wrong with a line. True if that is an error. */
async function complain({ diagnostics = [], complaint }: Answer, host: Host): Promise<boolean> {
  if (diagnostics.length > 0) await host.listener.emit({ kind: 'diagnosed', diagnostics });
  if (complaint !== undefined)
    await host.listener.emit({ kind: 'said', level: 'error', text: complaint });
  return hasErrors(diagnostics);
}

async function answerPipe(
  subject: ConsoleSubject,
  source: ByteSource,
  host: Host,
): Promise<number> {
  let last = '';
  let exitCode = 0;
  for await (const line of inputLines(source)) {
    if (isTooLong(line)) break;
    const given = await answer(subject, trimSpace(line));
    const complaints = given.diagnostics?.length ?? 0;
    const failed = await complain(given, host);
    if (complaints > 0) exitCode = failed ? 1 : 0;
    last = given.text;
  }
  await host.listener.emit({ kind: 'said', level: 'message', text: last });
  return exitCode;
}

function isTooLong(line: string): boolean {
  return line.length * 3 >= longestLine && new TextEncoder().encode(line).length >= longestLine;
}

const trimSpace = (line: string): string =>
  line.replace(/^\p{White_Space}+/u, '').replace(/\p{White_Space}+$/u, '');

async function answerLines(
  subject: ConsoleSubject,
  lines: AsyncIterable<string>,
  host: Host,
): Promise<number> {
  for await (const line of lines) {
    if (line === 'exit') return 0;
    const given = await answer(subject, line);
    await complain(given, host);
    await host.listener.emit({ kind: 'said', level: 'say', text: given.text });
  }
  return 0;
}
