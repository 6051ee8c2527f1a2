import { append } from './append.ts';
import { type BodyItems, BodyNode } from './body-node.ts';
import type { AttributeNode, BlockNode } from './native-nodes.ts';
import type { ParseState, Place, Wording } from './parse-state.ts';
import { parseStringLiteral } from './parse-string.ts';
import { type BlockHeader, ParsedAttribute, ParsedBlock } from './parsed-items.ts';
import { between, rangeText } from './ranges.ts';
import * as Token from './token.ts';
import type { TokenKind } from './tokens.ts';
import { inBody } from './wordings.ts';

/** `Body = (Attribute | Block | Newline)*`, up to and with the closer: `}` or the end of the file. */
export function parseBody(state: ParseState, closer: TokenKind): BodyNode {
  const start = state.previousIndex();
  const attributes = new Map<string, AttributeNode>();
  const blocks: BlockNode[] = [];
  const items = { attributes, blocks };
  for (;;) {
    const kind = state.peek();
    if (kind === closer) {
      return new BodyNode(items, state.span(start, state.read()));
    }
    if (kind === Token.newline) {
      state.read();
    } else if (kind === Token.identifier) {
      parseItem(state, attributes, blocks);
    } else {
      const bad = state.read();
      const subject = state.rangeOf(kind === Token.endOfFile ? start : bad);
      state.reportUnlessRecovering(notAnItem(kind), { subject });
      state.recover(closer);
      return new BodyNode(items, state.span(start, bad));
    }
  }
}

function notAnItem(kind: TokenKind): Wording {
  if (kind === Token.openQuote) return inBody.quotedName;
  return kind === Token.endOfFile ? inBody.unclosedBlock : inBody.itemRequired;
}

function addAttribute(
  state: ParseState,
  attribute: AttributeNode,
  attributes: Map<string, AttributeNode>,
): void {
  const first = attributes.get(attribute.name);
  if (first === undefined) attributes.set(attribute.name, attribute);
  else {
    const wording = inBody.redefined(attribute.name, rangeText(first.nameRange));
    state.report(wording, { subject: attribute.nameRange });
  }
}

/** True if a block header goes on behind a name. */
function continuesBlock(kind: TokenKind): boolean {
  return kind === Token.openQuote || kind === Token.openBrace || kind === Token.identifier;
}

function parseItem(
  state: ParseState,
  attributes: Map<string, AttributeNode>,
  blocks: BlockNode[],
): void {
  const name = state.read();
  const kind = state.peek();
  if (kind === Token.equal) addAttribute(state, parseAttribute(state, name, false), attributes);
  else if (continuesBlock(kind)) blocks.push(parseBlock(state, name));
  else {
    state.report(inBody.equalsRequired, { subject: state.rangeOf(name) });
    state.recoverAfterItem();
  }
}

/** `Attribute = Ident "=" Expr (Newline | EOF)`; in a one-line block what follows is its matter. */
function parseAttribute(state: ParseState, name: number, inSingleLine: boolean): AttributeNode {
  state.read();
  const known = state.diagnostics.length;
  const expression = state.parse('expression');
  const last = state.previousIndex();
  if (state.lostSince(known)) state.recoverAfterItem();
  else if (!inSingleLine) finishLine(state, name);
  return new ParsedAttribute(state.text, name, last, expression);
}

function finishLine(state: ParseState, name: number): void {
  const kind = state.peek();
  if (kind === Token.newline || kind === Token.endOfFile) {
    state.read();
    return;
  }
  const wording = kind === Token.comma ? inBody.commaAfterArgument : inBody.newlineAfterArgument;
  state.reportUnlessRecovering(wording, nextAfter(state, name));
  state.recoverAfterItem();
}

/** The next token is wrong, as seen from an earlier one. */
function nextAfter(state: ParseState, from: number): Place {
  const next = state.peekIndex();
  return { subject: state.rangeOf(next), context: state.span(from, next) };
}

/** `Block = Ident (Quoted | Ident)* "{" BlockBody "}" (Newline | EOF)`. */
function parseBlock(state: ParseState, type: number): BlockNode {
  const header = parseHeader(state, type);
  const { openBrace } = header;
  if (openBrace === undefined) {
    const range = state.rangeOf(type);
    return new ParsedBlock(state.text, header, new BodyNode(nothing(), range, range), type);
  }
  const inner = state.enter() ? parseBlockBody(state, type, openBrace) : undefined;
  state.leave();
  const close = state.previousIndex();
  const kind = state.peek();
  if (kind === Token.newline || kind === Token.endOfFile) state.read();
  else {
    state.reportUnlessRecovering(inBody.newlineAfterBlock, nextAfter(state, type));
    state.recoverAfterItem();
  }
  const body = inner ?? new BodyNode(nothing(), state.span(openBrace, close), state.rangeOf(close));
  return new ParsedBlock(state.text, header, body, close);
}

function nothing(): BodyItems {
  return { attributes: new Map(), blocks: [] };
}

function parseHeader(state: ParseState, type: number): BlockHeader {
  const header: BlockHeader = { type, labels: [], labelTokens: [], openBrace: undefined };
  for (;;) {
    const kind = state.peek();
    if (kind === Token.openBrace) {
      header.openBrace = state.read();
      return header;
    }
    if (kind === Token.openQuote) {
      const label = parseStringLiteral(state);
      header.labels = append(header.labels, label.value);
      header.labelTokens = append(header.labelTokens, label);
    } else if (kind === Token.identifier) {
      const label = state.read();
      header.labels = append(header.labels, state.textOf(label));
      header.labelTokens = append(header.labelTokens, { first: label, last: label });
    } else {
      const place = nextAfter(state, type);
      if (kind === Token.equal) state.report(inBody.equalsInBlock, place);
      else if (kind === Token.newline) state.report(inBody.newlineInBlockHeader, place);
      else state.reportUnlessRecovering(inBody.blockHeader, place);
      state.recoverAfterItem();
      return header;
    }
  }
}

function parseBlockBody(state: ParseState, type: number, openBrace: number): BodyNode | undefined {
  const kind = state.peek();
  if (kind === Token.newline || kind === Token.endOfFile || kind === Token.closeBrace) {
    return parseBody(state, Token.closeBrace);
  }
  const known = state.diagnostics.length;
  const body = parseSingleLineBody(state);
  // What is wrong with the end of the block is told before what is wrong inside.
  const inside = state.diagnostics.splice(known);
  finishSingleLine(state, type, openBrace);
  state.diagnostics.push(...inside);
  return body;
}

function finishSingleLine(state: ParseState, type: number, openBrace: number): void {
  const kind = state.peek();
  if (kind === Token.closeBrace) {
    state.read();
    return;
  }
  const subject = state.nextRange();
  if (kind === Token.comma) state.report(inBody.commaInSingleLine, { subject });
  else if (kind === Token.newline) state.report(inBody.newlineInSingleLine, { subject });
  else if (kind === Token.endOfFile) {
    const place = { subject: state.rangeOf(openBrace), context: state.span(type, openBrace) };
    state.reportUnlessRecovering(inBody.unclosedBlock, place);
  } else state.reportUnlessRecovering(inBody.singleLineUnclosed, { subject });
  state.recover(Token.closeBrace);
}

/** `Ident "=" Expr` between braces on one line; nothing if that is not what is there. */
function parseSingleLineBody(state: ParseState): BodyNode | undefined {
  const name = state.read();
  const nameRange = state.rangeOf(name);
  if (state.kind() !== Token.identifier) {
    state.report(inBody.itemRequired, { subject: nameRange });
    state.recoverAfterItem();
    return undefined;
  }
  const kind = state.peek();
  if (kind === Token.equal) {
    const attribute = parseAttribute(state, name, true);
    const attributes = new Map([[attribute.name, attribute]]);
    return new BodyNode({ attributes, blocks: [] }, attribute.range);
  }
  if (continuesBlock(kind)) {
    const subject = between(nameRange, state.nextRange());
    state.report(inBody.nestedInSingleLine(state.textOf(name)), { subject });
  } else state.report(inBody.equalsRequired, { subject: nameRange });
  state.recoverAfterItem();
  return undefined;
}
