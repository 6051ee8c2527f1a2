import { failed, ok, type Result } from '../base/index.ts';
import { Evaluator } from './evaluate.ts';
import { Boxed, Execution, ExecutionError, type Held, type Limits } from './execution.ts';
import type { FunctionTable } from './function.ts';
import type { BranchNode, ListNode, StatementNode, Template, TemplateNode } from './nodes.ts';
import { formatValue, printValue } from './print.ts';
import { quote } from './quote.ts';
import { isTrue, shapeOf, sortedKeys, type TemplateValue } from './value.ts';

const defaultLimits: Limits = { steps: 2_000_000, output: 64 * 1024 * 1024 };

/** Why a body ended: at its end, or because of `break` or `continue`. */
type Outcome = 'done' | 'break' | 'continue';

/**
 * Renders a template. The failure is Go's message with position and context. Both the number of
 * steps and the size of the output are bounded, so every call ends.
 */
export function render(
  template: Template,
  data: TemplateValue,
  functions: FunctionTable,
  limits: Limits = defaultLimits,
): Result<string, string> {
  const execution = new Execution(template, data, limits);
  const walker = new Walker(execution, new Evaluator(execution, functions));
  try {
    walker.list(data, template.root);
    return ok(execution.output);
  } catch (error) {
    if (error instanceof ExecutionError) return failed(error.message);
    throw error;
  }
}

class Walker {
  readonly #execution: Execution;
  readonly #evaluator: Evaluator;

  constructor(execution: Execution, evaluator: Evaluator) {
    this.#execution = execution;
    this.#evaluator = evaluator;
  }

  list(dot: Held, list: ListNode): Outcome {
    this.#execution.at(list);
    for (const node of list.nodes) {
      const outcome = this.#statement(dot, node);
      if (outcome !== 'done') return outcome;
    }
    return 'done';
  }

  #statement(dot: Held, node: StatementNode): Outcome {
    this.#execution.at(node);
    switch (node.kind) {
      case 'text':
        this.#execution.write(node.text);
        return 'done';
      case 'action': {
        const value = this.#evaluator.pipeline(dot, node.pipe);
        if (node.pipe.declared.length > 0) return 'done';
        this.#execution.at(node);
        this.#execution.write(printValue(value));
        return 'done';
      }
      case 'if':
      case 'with':
        return this.#conditional(dot, node);
      case 'range':
        return this.#range(dot, node);
      case 'template':
        this.#template(dot, node);
        return 'done';
      default:
        return node.kind;
    }
  }

  #conditional(dot: Held, node: BranchNode): Outcome {
    const mark = this.#execution.mark;
    const value = this.#evaluator.pipeline(dot, node.pipe);
    let outcome: Outcome = 'done';
    if (isTrue(value)) outcome = this.list(node.kind === 'with' ? value : dot, node.list);
    else if (node.otherwise !== undefined) outcome = this.list(dot, node.otherwise);
    this.#execution.release(mark);
    return outcome;
  }

  #template(dot: Held, node: TemplateNode): void {
    const list = this.#execution.template.definitions.get(node.name);
    if (list === undefined) {
      this.#execution.fail(`template ${quote(node.name)} not defined`);
      return;
    }
    const data = this.#evaluator.pipeline(dot, node.pipe);
    this.#execution.inTemplate(node.name, data, () => void this.list(data, list));
  }

  #range(dot: Held, node: BranchNode): Outcome {
    const outer = this.#execution.mark;
    const value = this.#evaluator.pipeline(dot, node.pipe);
    const outcome = this.#iterate(dot, node, this.#items(node, value));
    this.#execution.release(outer);
    return outcome;
  }

  #iterate(dot: Held, node: BranchNode, items: Iterable<readonly [TemplateValue, Held]>): Outcome {
    const mark = this.#execution.mark;
    let any = false;
    for (const [key, item] of items) {
      any = true;
      this.#bind(node, key, item);
      const outcome = this.list(item, node.list);
      this.#execution.release(mark);
      if (outcome === 'break') return 'done';
    }
    if (!any && node.otherwise !== undefined) return this.list(dot, node.otherwise);
    return 'done';
  }

  #bind(node: BranchNode, key: TemplateValue, item: Held): void {
    const { declared, assigns } = node.pipe;
    const [first, second] = declared;
    if (first === undefined) return;
    if (assigns) {
      this.#execution.assign(first.name, second === undefined ? item : key);
      if (second !== undefined) this.#execution.assign(second.name, item);
    } else {
      this.#execution.setTop(1, item);
      if (second !== undefined) this.#execution.setTop(2, key);
    }
  }

  #items(node: BranchNode, value: TemplateValue): Iterable<readonly [TemplateValue, Held]> {
    const shape = shapeOf(value);
    switch (shape.kind) {
      case 'nil':
        return [];
      case 'bytes':
        return [...shape.value].map((byte, index) => [BigInt(index), BigInt(byte)] as const);
      case 'slice':
        return shape.value.map((item, index) => [BigInt(index), new Boxed(item)] as const);
      case 'strings':
        return sortedKeys(shape.entries).map((key) => [key, shape.entries.get(key)] as const);
      case 'map':
        return sortedKeys(shape.entries).map(
          (key) => [key, new Boxed(shape.entries.get(key))] as const,
        );
      case 'int':
        if (node.pipe.declared.length > 1) {
          this.#execution.fail(`can't use ${shape.value} to iterate over more than one variable`);
        }
        return countTo(shape.value);
      default:
        return this.#execution.fail(`range can't iterate over ${formatValue(value)}`);
    }
  }
}

function* countTo(end: bigint): Iterable<readonly [TemplateValue, Held]> {
  for (let value = 0n; value < end; value++) yield [value, value];
}
