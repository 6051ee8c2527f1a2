import type { Range } from '../source/index.ts';
import { BodyNode } from './body-node.ts';
import type { AttributeNode, BlockNode } from './native-nodes.ts';
import type { ParseState, Wording } from './parse-state.ts';
import { parseStringLiteral } from './parse-string.ts';
import { between, endOf, rangeText } from './ranges.ts';
import { Token, type TokenKind } from './tokens.ts';
import { inBody } from './wordings.ts';

/** `Body = (Attribute | Block | Newline)*`, up to and with the closer: `}` or the end of the file. */
export function parseBody(state: ParseState, closer: TokenKind): BodyNode {
  const start = state.previousRange();
  const attributes = new Map<string, AttributeNode>();
  const blocks: BlockNode[] = [];
  for (;;) {
    const kind = state.peek();
    if (kind === closer) {
      const end = state.nextRange();
      state.read();
      return new BodyNode({ attributes, blocks, range: between(start, end), endRange: endOf(end) });
    }
    if (kind === Token.newline) {
      state.read();
    } else if (kind === Token.identifier) {
      addItem(state, parseItem(state), attributes, blocks);
    } else {
      const bad = state.rangeOf(state.read());
      const subject = kind === Token.endOfFile ? start : bad;
      state.reportUnlessRecovering(notAnItem(kind), { subject });
      state.recover(closer);
      return new BodyNode({ attributes, blocks, range: between(start, bad), endRange: endOf(bad) });
    }
  }
}

function notAnItem(kind: TokenKind): Wording {
  if (kind === Token.openQuote) return inBody.quotedName;
  return kind === Token.endOfFile ? inBody.unclosedBlock : inBody.itemRequired;
}

function addItem(
  state: ParseState,
  item: AttributeNode | BlockNode | undefined,
  attributes: Map<string, AttributeNode>,
  blocks: BlockNode[],
): void {
  if (item === undefined) return;
  if (item.kind === 'block') {
    blocks.push(item);
    return;
  }
  const first = attributes.get(item.name);
  if (first === undefined) attributes.set(item.name, item);
  else {
    const wording = inBody.redefined(item.name, rangeText(first.nameRange));
    state.report(wording, { subject: item.nameRange });
  }
}

/** True if a block header goes on behind a name. */
function continuesBlock(kind: TokenKind): boolean {
  return kind === Token.openQuote || kind === Token.openBrace || kind === Token.identifier;
}

function parseItem(state: ParseState): AttributeNode | BlockNode | undefined {
  const name = state.read();
  const kind = state.peek();
  if (kind === Token.equal) return parseAttribute(state, name, false);
  if (continuesBlock(kind)) return parseBlock(state, name);
  state.report(inBody.equalsRequired, { subject: state.rangeOf(name) });
  state.recoverAfterItem();
  return undefined;
}

/** `Attribute = Ident "=" Expr (Newline | EOF)`; in a one-line block what follows is its matter. */
function parseAttribute(state: ParseState, name: number, inSingleLine: boolean): AttributeNode {
  const equals = state.read();
  const known = state.diagnostics.length;
  const expression = state.grammar.expression(state);
  const end = state.previousRange();
  if (state.lostSince(known)) state.recoverAfterItem();
  else if (!inSingleLine) finishLine(state, name);
  return {
    kind: 'attribute',
    name: state.textOf(name),
    expression,
    range: between(state.rangeOf(name), end),
    nameRange: state.rangeOf(name),
    equalsRange: state.rangeOf(equals),
  };
}

function finishLine(state: ParseState, name: number): void {
  const kind = state.peek();
  if (kind === Token.newline || kind === Token.endOfFile) {
    state.read();
    return;
  }
  const subject = state.nextRange();
  const wording = kind === Token.comma ? inBody.commaAfterArgument : inBody.newlineAfterArgument;
  state.reportUnlessRecovering(wording, {
    subject,
    context: between(state.rangeOf(name), subject),
  });
  state.recoverAfterItem();
}

interface BlockHeader {
  readonly labels: string[];
  readonly labelRanges: Range[];
  /** The opening brace, unless the header is broken. */
  openBrace: number | undefined;
}

/** `Block = Ident (Quoted | Ident)* "{" BlockBody "}" (Newline | EOF)`. */
function parseBlock(state: ParseState, type: number): BlockNode {
  const typeRange = state.rangeOf(type);
  const header = parseHeader(state, typeRange);
  if (header.openBrace === undefined) {
    const placeholder = { range: typeRange, endRange: typeRange };
    const body = new BodyNode({ attributes: new Map(), blocks: [], ...placeholder });
    return blockNode(state.textOf(type), header, body, [typeRange, typeRange, typeRange]);
  }
  const openBrace = state.rangeOf(header.openBrace);
  const inner = state.enter() ? parseBlockBody(state, typeRange, openBrace) : undefined;
  state.leave();
  const closeBrace = state.previousRange();
  const kind = state.peek();
  if (kind === Token.newline || kind === Token.endOfFile) state.read();
  else {
    const subject = state.nextRange();
    const context = between(typeRange, subject);
    state.reportUnlessRecovering(inBody.newlineAfterBlock, { subject, context });
    state.recoverAfterItem();
  }
  const range = between(openBrace, closeBrace);
  const body =
    inner ?? new BodyNode({ attributes: new Map(), blocks: [], range, endRange: closeBrace });
  return blockNode(state.textOf(type), header, body, [typeRange, openBrace, closeBrace]);
}

function blockNode(
  type: string,
  header: BlockHeader,
  body: BodyNode,
  [typeRange, openBraceRange, closeBraceRange]: readonly [Range, Range, Range],
): BlockNode {
  const { labels, labelRanges } = header;
  return {
    kind: 'block',
    type,
    labels,
    body,
    defRange: between(typeRange, labelRanges[labelRanges.length - 1] ?? typeRange),
    typeRange,
    labelRanges,
    range: between(typeRange, closeBraceRange),
    openBraceRange,
    closeBraceRange,
  };
}

function parseHeader(state: ParseState, typeRange: Range): BlockHeader {
  const header: BlockHeader = { labels: [], labelRanges: [], openBrace: undefined };
  for (;;) {
    const kind = state.peek();
    if (kind === Token.openBrace) {
      header.openBrace = state.read();
      return header;
    }
    if (kind === Token.openQuote) {
      const label = parseStringLiteral(state);
      header.labels.push(label.value);
      header.labelRanges.push(label.range);
    } else if (kind === Token.identifier) {
      const label = state.read();
      header.labels.push(state.textOf(label));
      header.labelRanges.push(state.rangeOf(label));
    } else {
      const subject = state.nextRange();
      const place = { subject, context: between(typeRange, subject) };
      if (kind === Token.equal) state.report(inBody.equalsInBlock, place);
      else if (kind === Token.newline) state.report(inBody.newlineInBlockHeader, place);
      else state.reportUnlessRecovering(inBody.blockHeader, place);
      state.recoverAfterItem();
      return header;
    }
  }
}

function parseBlockBody(
  state: ParseState,
  typeRange: Range,
  openBrace: Range,
): BodyNode | undefined {
  const kind = state.peek();
  if (kind === Token.newline || kind === Token.endOfFile || kind === Token.closeBrace) {
    return parseBody(state, Token.closeBrace);
  }
  const known = state.diagnostics.length;
  const body = parseSingleLineBody(state);
  // What is wrong with the end of the block is told before what is wrong inside.
  const inside = state.diagnostics.splice(known);
  finishSingleLine(state, typeRange, openBrace);
  state.diagnostics.push(...inside);
  return body;
}

function finishSingleLine(state: ParseState, typeRange: Range, openBrace: Range): void {
  const kind = state.peek();
  if (kind === Token.closeBrace) {
    state.read();
    return;
  }
  const subject = state.nextRange();
  if (kind === Token.comma) state.report(inBody.commaInSingleLine, { subject });
  else if (kind === Token.newline) state.report(inBody.newlineInSingleLine, { subject });
  else if (kind === Token.endOfFile) {
    const context = between(typeRange, openBrace);
    state.reportUnlessRecovering(inBody.unclosedBlock, { subject: openBrace, context });
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
    return new BodyNode({
      attributes: new Map([[attribute.name, attribute]]),
      blocks: [],
      range: attribute.range,
      endRange: endOf(attribute.range),
    });
  }
  if (continuesBlock(kind)) {
    const subject = between(nameRange, state.nextRange());
    state.report(inBody.nestedInSingleLine(state.textOf(name)), { subject });
  } else state.report(inBody.equalsRequired, { subject: nameRange });
  state.recoverAfterItem();
  return undefined;
}
