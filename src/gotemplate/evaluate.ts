import { builtinNames } from './builtin-names.ts';
import { builtins } from './builtins.ts';
import { Boxed, type Execution, type Held, unboxed } from './execution.ts';
import type { FunctionTable, Parameter, TemplateFunction } from './function.ts';
import {
  type ChainNode,
  type CommandNode,
  type FieldNode,
  type IdentifierNode,
  type NumberNode,
  nodeText,
  type OperandNode,
  type PipeNode,
  type VariableNode,
} from './nodes.ts';
import { quote } from './quote.ts';
import { isTrue, shapeOf, type TemplateValue, typeName } from './value.ts';

/** The value a pipeline hands to the next command, if there is one. */
type Final = { readonly value: Held } | undefined;

/** Evaluates pipelines of one rendering. */
export class Evaluator {
  readonly #execution: Execution;
  readonly #functions: FunctionTable;

  constructor(execution: Execution, functions: FunctionTable) {
    this.#execution = execution;
    this.#functions = functions;
  }

  /** The value of a pipeline; its variables are declared or assigned. */
  pipeline(dot: Held, pipe: PipeNode | undefined): TemplateValue {
    if (pipe === undefined) return undefined;
    this.#execution.at(pipe);
    let final: Final;
    for (const command of pipe.commands) {
      final = { value: unboxed(this.#command(dot, command, final)) };
    }
    const value = unboxed(final?.value);
    for (const variable of pipe.declared) {
      if (pipe.assigns) this.#execution.assign(variable.name, value);
      else this.#execution.declare(variable.name, value);
    }
    return value;
  }

  #fail(message: string): never {
    return this.#execution.fail(message);
  }

  #command(dot: Held, command: CommandNode, final: Final): Held {
    const [first] = command.args;
    switch (first.kind) {
      case 'field':
        return this.#field(dot, first, command.args, final);
      case 'chain':
        return this.#chain(dot, first, command.args, final);
      case 'identifier':
        return this.#function(dot, first, command, command.args, final);
      case 'variable':
        return this.#variable(first, command.args, final);
      case 'pipe':
        this.#notAFunction(command.args, final);
        return this.pipeline(dot, first);
      default:
        this.#execution.at(first);
        this.#notAFunction(command.args, final);
        if (first.kind === 'nil') return this.#fail('nil is not a command');
        return this.#constant(dot, first);
    }
  }

  #constant(
    dot: Held,
    node: Extract<OperandNode, { kind: 'dot' | 'bool' | 'number' | 'string' }>,
  ): Held {
    switch (node.kind) {
      case 'dot':
        return dot;
      case 'number':
        return this.#number(node);
      default:
        return node.value;
    }
  }

  #number(node: NumberNode): TemplateValue {
    this.#execution.at(node);
    return node.float ?? node.integer ?? this.#fail(`${node.text} overflows int`);
  }

  #notAFunction(args: readonly OperandNode[], final: Final): void {
    const [first] = args;
    if ((args.length > 1 || final !== undefined) && first !== undefined) {
      this.#fail(`can't give argument to non-function ${nodeText(first)}`);
    }
  }

  // Fields

  #field(dot: Held, node: FieldNode, args: readonly OperandNode[], final: Final): Held {
    this.#execution.at(node);
    return this.#fields(dot, node.fields, args.length > 1 || final !== undefined);
  }

  #chain(dot: Held, node: ChainNode, args: readonly OperandNode[], final: Final): Held {
    this.#execution.at(node);
    if (node.base.kind === 'nil') {
      this.#fail(`indirection through explicit nil in ${nodeText(node)}`);
    }
    const base = this.#argument(dot, 'any', node.base);
    return this.#fields(base, node.fields, args.length > 1 || final !== undefined);
  }

  #variable(node: VariableNode, args: readonly OperandNode[], final: Final): Held {
    this.#execution.at(node);
    const value = this.#execution.variable(node.name);
    if (node.fields.length > 0) {
      return this.#fields(value, node.fields, args.length > 1 || final !== undefined);
    }
    this.#notAFunction(args, final);
    return value;
  }

  #fields(receiver: Held, names: readonly string[], hasArguments: boolean): Held {
    let held = receiver;
    names.forEach((name, index) => {
      held = this.#fieldOf(held, name, hasArguments && index === names.length - 1);
    });
    return held;
  }

  #fieldOf(receiver: Held, name: string, hasArguments: boolean): Held {
    const value = unboxed(receiver);
    const type = receiver instanceof Boxed ? 'interface {}' : typeName(value);
    const shape = shapeOf(value);
    switch (shape.kind) {
      case 'nil':
        if (receiver instanceof Boxed) this.#fail(`nil pointer evaluating ${type}.${name}`);
        return undefined;
      case 'record':
        if (!shape.value.fields.has(name)) break;
        if (hasArguments) this.#fail(`${name} has arguments but cannot be invoked as function`);
        return shape.value.fields.get(name);
      case 'map':
      case 'strings': {
        if (hasArguments) this.#fail(`${name} is not a method but has arguments`);
        const found = shape.entries.get(name);
        if (shape.kind === 'strings') return found ?? '';
        return shape.entries.has(name) ? new Boxed(found) : undefined;
      }
      default:
        break;
    }
    return this.#fail(`can't evaluate field ${name} in type ${type}`);
  }

  // Calls

  #function(
    dot: Held,
    node: IdentifierNode,
    callNode: CommandNode | IdentifierNode,
    args: readonly OperandNode[],
    final: Final,
  ): Held {
    this.#execution.at(node);
    const own = this.#functions.get(node.name);
    const implementation = own ?? builtins.get(node.name);
    if (implementation === undefined) {
      return this.#fail(`${quote(node.name)} is not a defined function`);
    }
    const builtin = own === undefined && builtinNames.has(node.name);
    const given = args.slice(1);
    this.#checkCount(node.name, implementation, given, final);
    if (builtin && (node.name === 'and' || node.name === 'or')) {
      return this.#shortCircuit(dot, node.name, given, final);
    }
    const values = this.#arguments(dot, implementation, given, final);
    const result =
      builtin && node.name === 'call'
        ? uncallable(values[0], given[0])
        : implementation.call(...values);
    if (result.ok) return result.value;
    this.#execution.at(callNode);
    return this.#fail(`error calling ${node.name}: ${result.error}`);
  }

  #checkCount(
    name: string,
    implementation: TemplateFunction,
    given: readonly OperandNode[],
    final: Final,
  ): void {
    const want = implementation.parameters.length;
    const count = given.length + (final === undefined ? 0 : 1);
    if (implementation.variadic !== undefined) {
      if (count >= want) return;
      this.#fail(`wrong number of args for ${name}: want at least ${want} got ${given.length}`);
    }
    if (count !== want) {
      this.#fail(`wrong number of args for ${name}: want ${want} got ${count}`);
    }
  }

  #shortCircuit(
    dot: Held,
    name: 'and' | 'or',
    given: readonly OperandNode[],
    final: Final,
  ): TemplateValue {
    let value: TemplateValue;
    for (const node of given) {
      value = this.#argument(dot, 'any', node);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final === undefined ? value : this.#accept(final.value, 'any');
  }

  #arguments(
    dot: Held,
    implementation: TemplateFunction,
    given: readonly OperandNode[],
    final: Final,
  ): readonly TemplateValue[] {
    const { parameters, variadic = 'any' } = implementation;
    const values = given.map((node, index) =>
      this.#argument(dot, parameters[index] ?? variadic, node),
    );
    if (final === undefined) return values;
    return [...values, this.#accept(final.value, parameters[given.length] ?? variadic)];
  }

  #argument(dot: Held, parameter: Parameter, node: OperandNode): TemplateValue {
    this.#execution.at(node);
    switch (node.kind) {
      case 'dot':
        return this.#accept(dot, parameter);
      case 'nil':
        return parameter === 'any' ? null : this.#fail(`cannot assign nil to ${parameter}`);
      case 'field':
        return this.#accept(this.#field(dot, node, [], undefined), parameter);
      case 'variable':
        return this.#accept(this.#variable(node, [], undefined), parameter);
      case 'pipe':
        return this.#accept(this.pipeline(dot, node), parameter);
      case 'identifier':
        return this.#accept(this.#function(dot, node, node, [], undefined), parameter);
      case 'chain':
        return this.#accept(this.#chain(dot, node, [], undefined), parameter);
      default:
        return this.#literal(node, parameter);
    }
  }

  #literal(
    node: Extract<OperandNode, { kind: 'bool' | 'number' | 'string' }>,
    parameter: Parameter,
  ): TemplateValue {
    if (parameter === 'any') return node.kind === 'number' ? this.#number(node) : node.value;
    if (parameter === 'string' && node.kind === 'string') return node.value;
    if (parameter === 'bool' && node.kind === 'bool') return node.value;
    if (parameter === 'int' && node.kind === 'number' && node.integer !== undefined) {
      return node.integer;
    }
    const wanted = parameter === 'int' ? 'integer' : parameter;
    return this.#fail(`expected ${wanted}; found ${nodeText(node)}`);
  }

  /** Checks that a computed value fits a parameter. */
  #accept(held: Held, parameter: Parameter): TemplateValue {
    const value = unboxed(held);
    if (parameter === 'any') return value;
    const { kind } = shapeOf(value);
    if (kind === parameter) return value;
    if (kind === 'nil' && !(held instanceof Boxed)) {
      return this.#fail(`invalid value; expected ${parameter}`);
    }
    const type = kind === 'nil' ? 'interface {}' : typeName(value);
    return this.#fail(`wrong type for value; expected ${parameter}; got ${type}`);
  }
}

/** No data has functions in it, so `call` always fails. */
function uncallable(
  value: TemplateValue,
  node: OperandNode | undefined,
): { readonly ok: false; readonly error: string } {
  if (value === null || value === undefined) return { ok: false, error: 'call of nil' };
  const name = node === undefined ? finalText(value) : nodeText(node);
  return { ok: false, error: `non-function ${name} of type ${typeName(value)}` };
}

/** How Go names a piped value: text as it is, everything else by its type. */
function finalText(value: TemplateValue): string {
  return typeof value === 'string' ? value : `<${typeName(value)} Value>`;
}
