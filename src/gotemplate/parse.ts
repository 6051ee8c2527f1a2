import { failed, ok, type Result } from '../base/index.ts';
import { builtinNames } from './builtin-names.ts';
import { describeToken, type Lexer, lexer, type Token, type TokenKind } from './lexer.ts';
import {
  type BranchNode,
  type CommandNode,
  type ListNode,
  nodeText,
  type OperandNode,
  type PipeNode,
  type StatementNode,
  type Template,
  type VariableNode,
} from './nodes.ts';
import { characterConstant, type NumberConstant, numberConstant } from './number.ts';
import { quote, unquote } from './quote.ts';

/** Names that a template may call besides Go's own functions. */
export interface FunctionNames {
  has(name: string): boolean;
}

/** Unwinds the parser; never leaves `parse`. */
class ParseError extends Error {}

/** What can end a body. */
interface Terminator {
  readonly kind: 'end' | 'else';
  readonly position: number;
}

function isTerminator(node: StatementNode | Terminator): node is Terminator {
  return node.kind === 'end' || node.kind === 'else';
}

type Control = 'if' | 'with' | 'range';

const operandStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'character-constant',
  'complex',
  '.',
  'field',
  'identifier',
  'number',
  'nil',
  'raw-string',
  'string',
  'variable',
  'left-paren',
]);

/** Deeper nesting is refused, so that no input exhausts the stack. */
const deepest = 500;

/**
 * Parses a template. The failure is Go's message, `template: root:1: unclosed action`.
 * Functions must be known: an unknown name is an error here, not when rendering.
 */
export function parse(
  text: string,
  functionNames: FunctionNames,
  name = 'root',
): Result<Template, string> {
  try {
    return ok(new Parser(text, functionNames, name).parse());
  } catch (error) {
    if (error instanceof ParseError) return failed(error.message);
    throw error;
  }
}

class Parser {
  readonly #text: string;
  readonly #name: string;
  readonly #functions: FunctionNames;
  readonly #lexer: Lexer;
  /** Tokens that were read ahead, the next one last. */
  readonly #ahead: Token[] = [];
  /** The token read from the lexer last; messages give its line. */
  #latest: Token | undefined;
  #variables: string[] = ['$'];
  #rangeDepth = 0;
  #nesting = 0;
  #actionLine = 0;
  readonly #definitions = new Map<string, ListNode>();

  constructor(text: string, functions: FunctionNames, name: string) {
    this.#text = text;
    this.#name = name;
    this.#functions = functions;
    this.#lexer = lexer(text);
  }

  parse(): Template {
    const position = this.#peek().position;
    const nodes: StatementNode[] = [];
    while (this.#peek().kind !== 'end-of-file') {
      if (this.#definition()) continue;
      const node = this.#textOrAction();
      if (isTerminator(node)) this.#fail(`unexpected {{${node.kind}}}`);
      else nodes.push(node);
    }
    const root: ListNode = { kind: 'list', position, nodes };
    const same = this.#definitions.get(this.#name);
    if (same !== undefined && !isBlank(same)) {
      if (!isBlank(root)) this.#duplicate(this.#name);
      return { name: this.#name, text: this.#text, root: same, definitions: this.#definitions };
    }
    this.#definitions.set(this.#name, root);
    return { name: this.#name, text: this.#text, root, definitions: this.#definitions };
  }

  // Tokens

  #next(): Token {
    const token = this.#ahead.pop();
    if (token !== undefined) return token;
    this.#latest = this.#lexer.next();
    return this.#latest;
  }

  #peek(): Token {
    const token = this.#next();
    this.#ahead.push(token);
    return token;
  }

  #nextNonSpace(): Token {
    for (;;) {
      const token = this.#next();
      if (token.kind !== 'space') return token;
    }
  }

  #peekNonSpace(): Token {
    const token = this.#nextNonSpace();
    this.#ahead.push(token);
    return token;
  }

  #expect(kind: TokenKind, context: string): Token {
    const token = this.#nextNonSpace();
    return token.kind === kind ? token : this.#unexpected(token, context);
  }

  #fail(message: string): never {
    throw new ParseError(`template: ${this.#name}:${this.#latest?.line ?? 1}: ${message}`);
  }

  #unexpected(token: Token, context: string): never {
    if (token.kind !== 'error') {
      return this.#fail(`unexpected ${describeToken(token)} in ${context}`);
    }
    if (this.#actionLine === 0 || this.#actionLine === token.line) return this.#fail(token.text);
    const started = `started at ${this.#name}:${this.#actionLine}`;
    const join = token.text.endsWith(' action') ? ' ' : ' in action ';
    return this.#fail(`${token.text}${join}${started}`);
  }

  #duplicate(name: string): never {
    return this.#fail(`template: multiple definition of template ${quote(name)}`);
  }

  #nested<T>(parse: () => T): T {
    if (++this.#nesting > deepest) this.#fail('max expression depth exceeded');
    const result = parse();
    this.#nesting--;
    return result;
  }

  // Statements

  /** `{{define "name"}} list {{end}}`, at the top only. */
  #definition(): boolean {
    if (this.#peek().kind !== 'left-delimiter') return false;
    const delimiter = this.#next();
    const keyword = this.#nextNonSpace();
    if (keyword.kind !== 'define') {
      this.#ahead.push(keyword, delimiter);
      return false;
    }
    const context = 'define clause';
    const token = this.#nextNonSpace();
    if (token.kind !== 'string' && token.kind !== 'raw-string') this.#unexpected(token, context);
    const name = this.#unquoted(token);
    this.#expect('right-delimiter', context);
    this.#add(name, this.#separateBody(context));
    return true;
  }

  /** A body with variables of its own, up to its `{{end}}`. */
  #separateBody(context: string): ListNode {
    const variables = this.#variables;
    const rangeDepth = this.#rangeDepth;
    this.#variables = ['$'];
    this.#rangeDepth = 0;
    const [list, terminator] = this.#list();
    if (terminator.kind !== 'end') this.#fail(`unexpected {{${terminator.kind}}} in ${context}`);
    this.#variables = variables;
    this.#rangeDepth = rangeDepth;
    return list;
  }

  #add(name: string, list: ListNode): void {
    const existing = this.#definitions.get(name);
    if (existing === undefined || isBlank(existing)) this.#definitions.set(name, list);
    else if (!isBlank(list)) this.#duplicate(name);
  }

  #list(): readonly [ListNode, Terminator] {
    return this.#nested(() => {
      const position = this.#peekNonSpace().position;
      const nodes: StatementNode[] = [];
      while (this.#peekNonSpace().kind !== 'end-of-file') {
        const node = this.#textOrAction();
        if (isTerminator(node)) {
          return [{ kind: 'list', position, nodes }, node];
        }
        nodes.push(node);
      }
      return this.#fail('unexpected EOF');
    });
  }

  #textOrAction(): StatementNode | Terminator {
    const token = this.#nextNonSpace();
    if (token.kind === 'text') return { kind: 'text', position: token.position, text: token.text };
    if (token.kind !== 'left-delimiter') return this.#unexpected(token, 'input');
    this.#actionLine = token.line;
    const node = this.#action();
    this.#actionLine = 0;
    return node;
  }

  #action(): StatementNode | Terminator {
    const token = this.#nextNonSpace();
    const { position } = token;
    switch (token.kind) {
      case 'if':
      case 'with':
      case 'range':
        return this.#control(token.kind);
      case 'else':
        return this.#else(position);
      case 'end':
        this.#expect('right-delimiter', 'end');
        return { kind: 'end', position };
      case 'block':
        return this.#block();
      case 'template':
        return this.#template();
      case 'break':
      case 'continue':
        return this.#jump(token.kind, position);
      default:
        this.#ahead.push(token);
        return { kind: 'action', position, pipe: this.#pipeline('command', 'right-delimiter') };
    }
  }

  #jump(kind: 'break' | 'continue', position: number): StatementNode {
    const token = this.#nextNonSpace();
    if (token.kind !== 'right-delimiter') this.#unexpected(token, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, position };
  }

  #else(position: number): Terminator {
    const token = this.#peekNonSpace();
    if (token.kind === 'if' || token.kind === 'with') {
      return { kind: 'else', position: token.position };
    }
    this.#expect('right-delimiter', 'else');
    return { kind: 'else', position };
  }

  #control(kind: Control): BranchNode {
    const outer = this.#variables.length;
    const pipe = this.#pipeline(kind, 'right-delimiter');
    if (kind === 'range') this.#rangeDepth++;
    const [list, terminator] = this.#list();
    if (kind === 'range') this.#rangeDepth--;
    const otherwise = terminator.kind === 'else' ? this.#otherwise(kind, terminator) : undefined;
    this.#variables.length = outer;
    const node = { kind, position: pipe.position, pipe, list };
    return otherwise === undefined ? node : { ...node, otherwise };
  }

  #otherwise(kind: Control, terminator: Terminator): ListNode {
    if (kind !== 'range' && this.#peek().kind === kind) {
      const { position } = terminator;
      return this.#nested(() => {
        this.#next();
        return { kind: 'list', position, nodes: [this.#control(kind)] };
      });
    }
    const [list, end] = this.#list();
    if (end.kind !== 'end') this.#fail(`expected end; found {{${end.kind}}}`);
    return list;
  }

  #block(): StatementNode {
    const context = 'block clause';
    const { position, name } = this.#templateName(context);
    const pipe = this.#pipeline(context, 'right-delimiter');
    this.#add(name, this.#separateBody(context));
    return { kind: 'template', position, name, pipe };
  }

  #template(): StatementNode {
    const context = 'template clause';
    const { position, name } = this.#templateName(context);
    const token = this.#nextNonSpace();
    if (token.kind === 'right-delimiter') return { kind: 'template', position, name };
    this.#ahead.push(token);
    return { kind: 'template', position, name, pipe: this.#pipeline(context, 'right-delimiter') };
  }

  #templateName(context: string): { readonly position: number; readonly name: string } {
    const token = this.#nextNonSpace();
    if (token.kind !== 'string' && token.kind !== 'raw-string') this.#unexpected(token, context);
    return { position: token.position, name: this.#unquoted(token) };
  }

  #unquoted(token: Token): string {
    const value = unquote(token.text);
    return value.ok ? value.value : this.#fail(value.error);
  }

  // Pipelines

  #pipeline(context: string, end: TokenKind): PipeNode {
    return this.#nested(() => {
      const { position } = this.#peekNonSpace();
      const { declared, assigns } = this.#declarations(context);
      const commands: CommandNode[] = [];
      for (;;) {
        const token = this.#nextNonSpace();
        if (token.kind === end) break;
        if (!operandStarts.has(token.kind)) this.#unexpected(token, context);
        this.#ahead.push(token);
        commands.push(this.#command());
      }
      this.#checkPipeline(commands, context);
      return { kind: 'pipe', position, declared, assigns, commands };
    });
  }

  #declarations(context: string): { readonly declared: VariableNode[]; readonly assigns: boolean } {
    const declared: VariableNode[] = [];
    for (;;) {
      const variable = this.#peekNonSpace();
      if (variable.kind !== 'variable') return { declared, assigns: false };
      this.#next();
      const after = this.#peek();
      const sign = this.#peekNonSpace();
      const isComma = sign.kind === 'character' && sign.text === ',';
      if (sign.kind !== 'assign' && sign.kind !== 'declare' && !isComma) {
        if (after.kind === 'space') this.#ahead.push(after);
        this.#ahead.push(variable);
        return { declared, assigns: false };
      }
      this.#nextNonSpace();
      const { position, text } = variable;
      declared.push({ kind: 'variable', position, name: text, fields: [] });
      this.#variables.push(text);
      if (!isComma) return { declared, assigns: sign.kind === 'assign' };
      this.#checkComma(context, declared.length);
    }
  }

  /** After `$a,`: only `range` declares two variables. */
  #checkComma(context: string, count: number): void {
    if (context !== 'range' || count >= 2) this.#fail(`too many declarations in ${context}`);
    const { kind } = this.#peekNonSpace();
    if (kind !== 'variable' && kind !== 'right-delimiter' && kind !== 'right-paren') {
      this.#fail('range can only initialize variables');
    }
  }

  #checkPipeline(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.#fail(`missing value for ${context}`);
    commands.forEach((command, index) => {
      const { kind } = command.args[0];
      const isValue =
        kind === 'bool' ||
        kind === 'dot' ||
        kind === 'nil' ||
        kind === 'number' ||
        kind === 'string';
      if (index > 0 && isValue) {
        this.#fail(`non executable command in pipeline stage ${index + 1}`);
      }
    });
  }

  #command(): CommandNode {
    const { position } = this.#peekNonSpace();
    const operands: OperandNode[] = [];
    for (;;) {
      this.#peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const token = this.#next();
      if (token.kind === 'space') continue;
      if (token.kind === 'right-delimiter' || token.kind === 'right-paren') {
        this.#ahead.push(token);
      } else if (token.kind !== 'pipe') {
        this.#unexpected(token, 'operand');
      }
      break;
    }
    const [first, ...rest] = operands;
    if (first === undefined) return this.#fail('empty command');
    return { kind: 'command', position, args: [first, ...rest] };
  }

  #operand(): OperandNode | undefined {
    const base = this.#term();
    if (base === undefined || this.#peek().kind !== 'field') return base;
    const { position } = this.#peek();
    const fields: string[] = [];
    while (this.#peek().kind === 'field') fields.push(this.#next().text.slice(1));
    switch (base.kind) {
      case 'field':
        return { kind: 'field', position, fields: [...base.fields, ...fields] };
      case 'variable':
        return { ...base, position, fields: [...base.fields, ...fields] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.#fail(`unexpected . after term ${quote(nodeText(base))}`);
      default:
        return { kind: 'chain', position, base, fields };
    }
  }

  #term(): OperandNode | undefined {
    const token = this.#nextNonSpace();
    const { position, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#functions.has(text) && !builtinNames.has(text)) {
          this.#fail(`function ${quote(text)} not defined`);
        }
        return { kind: 'identifier', position, name: text };
      case '.':
        return { kind: 'dot', position };
      case 'nil':
        return { kind: 'nil', position };
      case 'bool':
        return { kind: 'bool', position, value: text === 'true' };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${quote(text)}`);
        return { kind: 'variable', position, name: text, fields: [] };
      case 'field':
        return { kind: 'field', position, fields: [text.slice(1)] };
      case 'character-constant':
        return this.#number(token, characterConstant(text));
      case 'complex':
      case 'number':
        return this.#number(token, numberConstant(text));
      case 'left-paren':
        return this.#pipeline('parenthesized pipeline', 'right-paren');
      case 'string':
      case 'raw-string':
        return { kind: 'string', position, quoted: text, value: this.#unquoted(token) };
      default:
        this.#ahead.push(token);
        return undefined;
    }
  }

  #number(token: Token, constant: Result<NumberConstant, string>): OperandNode {
    const { position, text } = token;
    if (!constant.ok) return this.#fail(constant.error);
    return { kind: 'number', position, text, ...constant.value };
  }
}

/** True for a body of spaces only; such a definition may be replaced. */
function isBlank(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === 'text' && node.text.trim() === '');
}
