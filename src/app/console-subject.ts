import type { Diagnostic } from '../source/index.ts';
import type { TemplateRequest } from './resolved.ts';

/** Everything the command line can say about a console. */
export interface ConsoleRequest {
  readonly template: TemplateRequest;
  /** `-use-sequential-evaluation`. */
  readonly sequential: boolean;
}

/** What the console says to one line. */
export interface Answer {
  readonly text: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** A mistake that is no diagnostic and does not count for the exit code. */
  readonly complaint?: string;
}

/** What the console is about: a template in one of the two languages. */
export interface ConsoleSubject {
  readonly help: string;
  /** The answer to `variables`. */
  variables(): string;
  /** The answer to anything that is no command of the console. */
  evaluate(line: string): Promise<Answer>;
}
