import { nodeText, type Template, type TemplateTreeNode } from './nodes.ts';
import { quote } from './quote.ts';
import type { TemplateValue } from './value.ts';
import { utf8 } from './value.ts';

/** How much one rendering may do. */
export interface Limits {
  /** Nodes visited. */
  readonly steps: number;
  /** UTF-16 units written. */
  readonly output: number;
}

/** Unwinds the interpreter; never leaves `render`. */
export class ExecutionError extends Error {}

/** A value as Go holds it in an `interface {}`: messages name that type instead of the value's. */
export class Boxed {
  readonly value: TemplateValue;
  constructor(value: TemplateValue) {
    this.value = value;
  }
}

/** A value inside the interpreter. */
export type Held = TemplateValue | Boxed;

/** The value without its box. */
export function unboxed(held: Held): TemplateValue {
  return held instanceof Boxed ? held.value : held;
}

interface Variable {
  readonly name: string;
  value: Held;
}

/** Calls of templates may go this deep here; Go allows more, with the same message at its limit. */
const deepest = 400;

/** The state of one rendering: where it is, what was written, what may still be done. */
export class Execution {
  readonly template: Template;
  readonly #limits: Limits;
  readonly #out: string[] = [];
  #written = 0;
  #steps = 0;
  #depth = 0;
  /** Name of the template that is running. */
  #name: string;
  #variables: Variable[];
  #node: TemplateTreeNode;

  constructor(template: Template, data: TemplateValue, limits: Limits) {
    this.template = template;
    this.#limits = limits;
    this.#name = template.name;
    this.#variables = [{ name: '$', value: data }];
    this.#node = template.root;
  }

  get output(): string {
    return this.#out.join('');
  }

  /** Notes the node for messages, and counts the step. */
  at(node: TemplateTreeNode): void {
    this.#node = node;
    if (++this.#steps > this.#limits.steps) this.fail('too many steps');
  }

  write(text: string): void {
    this.#written += text.length;
    if (this.#written > this.#limits.output) this.fail('output is too large');
    this.#out.push(text);
  }

  fail(message: string): never {
    const position = this.#node.position;
    const { text, name } = this.template;
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = utf8(before.slice(before.lastIndexOf('\n') + 1)).length;
    throw new ExecutionError(
      `template: ${name}:${line}:${column}: executing ${quote(this.#name)} at <${nodeText(this.#node)}>: ${message}`,
    );
  }

  // Variables

  get mark(): number {
    return this.#variables.length;
  }

  release(mark: number): void {
    this.#variables.length = mark;
  }

  declare(name: string, value: Held): void {
    this.#variables.push({ name, value });
  }

  assign(name: string, value: Held): void {
    const variable = this.#variables.findLast((candidate) => candidate.name === name);
    if (variable === undefined) this.fail(`undefined variable: ${name}`);
    else variable.value = value;
  }

  /** Sets the variable that was declared last, second last, ... */
  setTop(place: number, value: Held): void {
    const variable = this.#variables.at(-place);
    if (variable !== undefined) variable.value = value;
  }

  variable(name: string): Held {
    const variable = this.#variables.findLast((candidate) => candidate.name === name);
    return variable === undefined ? this.fail(`undefined variable: ${name}`) : variable.value;
  }

  /** Runs another template of the same text with variables of its own. */
  inTemplate(name: string, data: Held, run: () => void): void {
    if (this.#depth >= deepest) this.fail('exceeded maximum template depth (100000)');
    const [outerName, variables] = [this.#name, this.#variables];
    this.#name = name;
    this.#variables = [{ name: '$', value: data }];
    this.#depth++;
    run();
    this.#depth--;
    this.#name = outerName;
    this.#variables = variables;
  }
}
