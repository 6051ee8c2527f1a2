import { failed, ok, type Result } from '../../base/index.ts';
import {
  type ActionNode,
  type FunctionTable,
  nodeText,
  parse,
  quote,
  render,
  type Template,
  unquote,
} from '../../gotemplate/index.ts';
import { formatSource } from '../../syntax/index.ts';
import { replacements } from './replacements.ts';
import type { UpgradeState } from './state.ts';

const templateName = 'hcl2_upgrade';

/**
 * Replaces the template calls in the text of a block. What cannot be replaced stays, with a comment
 * above the block that says why.
 */
export function rewriteCalls(text: string, state: UpgradeState): string {
  const problems: string[] = [];
  const result = executeBlock(
    text,
    replacements(state, (problem) => problems.push(problem)),
  );
  if (!result.ok) return withReason(result.error);
  if (problems.length === 0) return result.value;
  const comment = `\n${listed(problems)}`;
  // Packer forgets the line end where a block has none of its own, and so comments its head out.
  const joint = comment.endsWith('\n') || result.value.startsWith('\n') ? '' : '\n';
  return comment + joint + result.value;
}

/** The block as it was, below the reason. */
export function withReason({ reason, text }: Unwritten): string {
  const comment = reason.includes('unhandled')
    ? reason
    : `could not parse template for following block: ${quote(reason)}`;
  return `\n# ${comment}\n${text}`;
}

function listed(problems: readonly string[]): string {
  const [only] = problems;
  if (problems.length === 1) {
    return `# 1 error occurred upgrading the following block:\n\t# ${only}\n`;
  }
  const items = problems.map((problem) => `# ${problem}`).join('\n\n\t');
  return `# ${problems.length} errors occurred upgrading the following block:\n\t${items}`;
}

/** Why the calls of a block could not be run, and what to show instead. */
export interface Unwritten {
  readonly reason: string;
  readonly text: string;
}

/** Runs the calls in a block, whose text is formatted first: messages count columns in it. */
export function executeBlock(text: string, functions: FunctionTable): Result<string, Unwritten> {
  if (!text.includes('{{')) return ok(text);
  const formatted = formatSource(new TextEncoder().encode(text));
  return execute(new TextDecoder().decode(formatted), functions);
}

/** Runs the calls in a text; everything that is no call of these functions stays. */
export function execute(text: string, functions: FunctionTable): Result<string, Unwritten> {
  const parsed = parseBlock(text, functions);
  if (!parsed.ok) return parsed;
  const shields: string[] = [];
  let source = '';
  for (const node of parsed.value.root.nodes) {
    if (node.kind === 'text') source += node.text;
    else if (node.kind !== 'action') {
      return failed({ reason: `unhandled node type ${goType(node.kind)}`, text });
    } else if (isCall(node, functions)) source += nodeText(node);
    else {
      const shown = node.pipe.commands.map(nodeText).join('');
      source += `\ue000${shields.push(`{{ ${shown} }}`) - 1}\ue001`;
    }
  }
  const template = parse(source, functions, templateName);
  if (!template.ok) return failed({ reason: template.error, text });
  const result = render(template.value, null, functions);
  if (!result.ok) return failed({ reason: result.error, text });
  return ok(
    result.value.replace(/\ue000(\d+)\ue001/g, (token, place) => shields[Number(place)] ?? token),
  );
}

/** Escaped quotes inside a call are those of the block's text; they are tried without. */
function parseBlock(text: string, functions: FunctionTable): Result<Template, Unwritten> {
  const template = parse(text, functions, templateName);
  if (template.ok) return template;
  if (!template.error.includes('unexpected "\\\\" in operand')) {
    return failed({ reason: template.error, text });
  }
  const plain = withPlainQuotes(text);
  const again = parse(plain, functions, templateName);
  return again.ok ? again : failed({ reason: again.error, text: plain });
}

function goType(kind: string): string {
  return `*parse.${kind.charAt(0).toUpperCase()}${kind.slice(1)}Node`;
}

/** An action with a pipe, with arguments or of a known function. */
function isCall({ pipe }: ActionNode, functions: FunctionTable): boolean {
  const [first] = pipe.commands;
  if (first === undefined || pipe.commands.length > 1) return true;
  const [operand] = first.args;
  if (first.args.length > 1) return true;
  return operand.kind === 'identifier' && functions.has(operand.name);
}

/**
 * Undoes escaped quotes in calls such as `{{ user \"name\" }}`: from the first one up to the last one
 * in the line that only a word and the end of the call follow.
 */
function withPlainQuotes(text: string): string {
  const start = /\{\{\s*\w*(\s*)\\"/g;
  let out = '';
  let done = 0;
  for (;;) {
    const match = start.exec(text);
    if (match === null) return out + text.slice(done);
    const from = start.lastIndex - 2 - (match[1]?.length ?? 0);
    const end = closingQuote(text, start.lastIndex);
    if (end === undefined) continue;
    const group = text.slice(from, end.group);
    const plain = unquote(`"${group}"`);
    out +=
      text.slice(done, from) + (plain.ok ? plain.value : group) + text.slice(end.group, end.call);
    done = end.call;
    start.lastIndex = end.call;
  }
}

interface CallEnd {
  /** Behind the last escaped quote and the space after it. */
  readonly group: number;
  /** Behind the call. */
  readonly call: number;
}

function closingQuote(text: string, from: number): CallEnd | undefined {
  const lineEnd = text.indexOf('\n', from);
  const tail = /(\s*)\w*\s*\}\}/y;
  let at = text.lastIndexOf('\\"', (lineEnd < 0 ? text.length : lineEnd) - 2);
  for (; at >= from; at = text.lastIndexOf('\\"', at - 1)) {
    tail.lastIndex = at + 2;
    const match = tail.exec(text);
    if (match !== null) return { group: at + 2 + (match[1]?.length ?? 0), call: tail.lastIndex };
    if (at === 0) break;
  }
  return undefined;
}
