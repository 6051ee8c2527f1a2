import type { ParseState } from './parse-state.ts';
import * as Token from './token.ts';

/** The names that a loop binds. */
export interface ForNames {
  readonly keyName: string | undefined;
  readonly valueName: string;
}

/** What to say where a name or the word `in` is missing. */
export interface ForNameDetails {
  readonly first: string;
  readonly second: string;
  readonly in: string;
}

/** `Ident ("," Ident)? "in"`; nothing if something of it is missing. */
export function parseForNames(
  state: ParseState,
  missing: (detail: string) => void,
  details: ForNameDetails,
): ForNames | undefined {
  if (state.peek() !== Token.identifier) {
    missing(details.first);
    return undefined;
  }
  let keyName: string | undefined;
  let valueName = state.textOf(state.read());
  if (state.peek() === Token.comma) {
    state.read();
    if (state.peek() !== Token.identifier) {
      missing(details.second);
      return undefined;
    }
    keyName = valueName;
    valueName = state.textOf(state.read());
  }
  if (!state.peeksWord('in')) {
    missing(details.in);
    return undefined;
  }
  state.read();
  return { keyName, valueName };
}
