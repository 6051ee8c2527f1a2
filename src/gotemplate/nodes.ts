import { quote } from './quote.ts';

/** Every node knows where it begins: an index into the text of the template. */
interface At {
  readonly position: number;
}

/** Text between actions. */
export interface TextNode extends At {
  readonly kind: 'text';
  readonly text: string;
}
/** `{{pipeline}}` */
export interface ActionNode extends At {
  readonly kind: 'action';
  readonly pipe: PipeNode;
}
/** `{{if}}`, `{{with}}` or `{{range}}` with its bodies. */
export interface BranchNode extends At {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly otherwise?: ListNode;
}
/** `{{template "name" pipeline}}` */
export interface TemplateNode extends At {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe?: PipeNode;
}
/** `{{break}}` or `{{continue}}` */
export interface JumpNode extends At {
  readonly kind: 'break' | 'continue';
}
/** What stands in a body. */
export interface ListNode extends At {
  readonly kind: 'list';
  readonly nodes: readonly StatementNode[];
}
/** A node that can stand in a body. */
export type StatementNode = TextNode | ActionNode | BranchNode | TemplateNode | JumpNode;

/** `$a, $b := command | command` */
export interface PipeNode extends At {
  readonly kind: 'pipe';
  readonly declared: readonly VariableNode[];
  /** `=` instead of `:=` */
  readonly assigns: boolean;
  readonly commands: readonly CommandNode[];
}
/** A function or value with its arguments. */
export interface CommandNode extends At {
  readonly kind: 'command';
  readonly args: readonly [OperandNode, ...OperandNode[]];
}
/** Name of a function. */
export interface IdentifierNode extends At {
  readonly kind: 'identifier';
  readonly name: string;
}
/** `$x.A.B` */
export interface VariableNode extends At {
  readonly kind: 'variable';
  readonly name: string;
  readonly fields: readonly string[];
}
/** `.A.B` */
export interface FieldNode extends At {
  readonly kind: 'field';
  readonly fields: readonly string[];
}
/** `(pipeline).A.B` or `function.A` */
export interface ChainNode extends At {
  readonly kind: 'chain';
  readonly base: OperandNode;
  readonly fields: readonly string[];
}
/** `.` */
export interface DotNode extends At {
  readonly kind: 'dot';
}
/** `nil` */
export interface NilNode extends At {
  readonly kind: 'nil';
}
/** `true` or `false` */
export interface BoolNode extends At {
  readonly kind: 'bool';
  readonly value: boolean;
}
/** A number or character constant. */
export interface NumberNode extends At {
  readonly kind: 'number';
  readonly text: string;
  /** Set if it can be an integer. */
  readonly integer?: bigint;
  /** Set if it is written as, or can only be, a float. */
  readonly float?: number;
}
/** A string constant. */
export interface StringNode extends At {
  readonly kind: 'string';
  /** As written, with its quotes. */
  readonly quoted: string;
  readonly value: string;
}
/** A node that can stand in a command. */
export type OperandNode =
  | IdentifierNode
  | VariableNode
  | FieldNode
  | ChainNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode;

/** Any node of a template. */
export type TemplateTreeNode = StatementNode | ListNode | CommandNode | OperandNode;

/** A parsed template; safe to render any number of times. */
export interface Template {
  /** The name in messages; `root` in Packer. */
  readonly name: string;
  readonly text: string;
  readonly root: ListNode;
  /** What `define` and `block` made, by name. */
  readonly definitions: ReadonlyMap<string, ListNode>;
}

/** The source form of a node, as messages quote it. Trim markers and spacing are lost. */
export function nodeText(node: TemplateTreeNode): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'list':
      return node.nodes.map(nodeText).join('');
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range':
      return branchText(node);
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe === undefined ? '' : ` ${nodeText(node.pipe)}`}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'pipe':
      return pipeText(node);
    case 'command':
      return node.args.map(operandText).join(' ');
    default:
      return constantText(node);
  }
}

function branchText(node: BranchNode): string {
  const otherwise = node.otherwise === undefined ? '' : `{{else}}${nodeText(node.otherwise)}`;
  return `{{${node.kind} ${nodeText(node.pipe)}}}${nodeText(node.list)}${otherwise}{{end}}`;
}

function pipeText(node: PipeNode): string {
  const declared = node.declared.map(nodeText).join(', ');
  const sign = node.assigns ? ' = ' : ' := ';
  const commands = node.commands.map(nodeText).join(' | ');
  return declared === '' ? commands : `${declared}${sign}${commands}`;
}

function operandText(node: OperandNode): string {
  return node.kind === 'pipe' ? `(${pipeText(node)})` : nodeText(node);
}

function constantText(node: Exclude<OperandNode, PipeNode>): string {
  switch (node.kind) {
    case 'identifier':
      return node.name;
    case 'variable':
      return [node.name, ...node.fields].join('.');
    case 'field':
      return node.fields.map((field) => `.${field}`).join('');
    case 'chain':
      return operandText(node.base) + node.fields.map((field) => `.${field}`).join('');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
  }
}
