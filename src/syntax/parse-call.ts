import { append } from './append.ts';
import type { Expression } from './nodes.ts';
import type { ParseState, Wording } from './parse-state.ts';
import * as Token from './token.ts';
import { inExpression } from './wordings.ts';

/** `Call = Ident ("::" Ident)* "(" (Expr ("," Expr)* ("," | "...")?)? ")"`, from behind the first name. */
export function parseCall(state: ParseState, firstName: number): Expression {
  let lastName = firstName;
  let name = state.textOf(firstName);
  let open = state.read();
  const fail = (wording: Wording, at: number): Expression => {
    const range = state.span(firstName, at);
    state.report(wording, { subject: state.rangeOf(at), context: range });
    state.recoverOver(Token.openParen, Token.closeParen);
    return { kind: 'invalid', range };
  };
  while (state.kind() === Token.doubleColon) {
    lastName = state.read();
    if (state.kind() !== Token.identifier) return fail(inExpression.functionName, lastName);
    name += `::${state.textOf(lastName)}`;
    open = state.read();
  }
  if (state.kind() !== Token.openParen) return fail(inExpression.openParen, open);
  state.pushLineEnds(false);
  const { items, expandFinal, close } = parseArguments(state, firstName, open);
  state.popLineEnds();
  return {
    kind: 'call',
    name,
    arguments: items,
    expandFinal,
    range: state.span(firstName, close),
    nameRange: state.span(firstName, lastName),
    openParenRange: state.rangeOf(open),
    closeParenRange: state.rangeOf(close),
  };
}

interface Arguments {
  readonly items: readonly Expression[];
  readonly expandFinal: boolean;
  readonly close: number;
}

function parseArguments(state: ParseState, name: number, open: number): Arguments {
  let items: Expression[] = [];
  const end = (close: number, expandFinal = false) => ({ items, expandFinal, close });
  while (state.peek() !== Token.closeParen) {
    const known = state.diagnostics.length;
    items = append(items, state.parse('expression'));
    if (state.lostSince(known)) return end(state.recover(Token.closeParen));
    const separator = state.read();
    if (state.kind() === Token.closeParen) return end(separator);
    if (state.kind() === Token.comma) continue;
    const place = { subject: state.rangeOf(separator), context: state.span(name, separator) };
    if (state.kind() === Token.ellipsis) {
      if (state.peek() === Token.closeParen) return end(state.read(), true);
      state.reportUnlessRecovering(inExpression.afterExpansion, place);
      return end(state.recover(Token.closeParen), true);
    }
    if (state.kind() === Token.endOfFile) {
      state.report(inExpression.callUnclosed, { subject: state.span(name, open) });
      return end(state.recover(Token.closeParen));
    }
    state.report(inExpression.argumentSeparator, place);
    return end(state.recover(Token.closeParen));
  }
  return end(state.read());
}
