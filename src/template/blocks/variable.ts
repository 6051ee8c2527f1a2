import {
  applyDefaults,
  evaluate,
  evaluatePlain,
  plainFlag,
  plainText,
  readTypeConstraint,
  type Scope,
  type TypeConstraint,
} from '../../eval/index.ts';
import { type Diagnostic, hasErrors, type Range } from '../../source/index.ts';
import { type Attribute, type Block, type BodySchema, isIdentifier } from '../../syntax/index.ts';
import { convert, dynamicType, dynamicUnknown, type Type, type Value } from '../../values/index.ts';
import type { VariableBlock } from '../model.ts';
import { invalidName } from './identifier.ts';
import { readValidation } from './validation.ts';

const schema: BodySchema = {
  attributes: ['description', 'default', 'type', 'sensitive'].map((name) => ({
    name,
    required: false,
  })),
  blocks: [{ type: 'validation', labelNames: [] }],
};

/** Collects the variables of all files; a name counts once. */
export class Variables {
  readonly #declared = new Map<string, VariableBlock>();
  readonly #scope: Scope;
  readonly #report: (...diagnostics: readonly Diagnostic[]) => void;

  /** `scope` is what defaults can use: the `env` function and nothing else. */
  constructor(scope: Scope, report: (...diagnostics: readonly Diagnostic[]) => void) {
    this.#scope = scope;
    this.#report = report;
  }

  /** In declaration order. */
  get all(): readonly VariableBlock[] {
    return [...this.#declared.values()];
  }

  /** `variables { name = default }`. */
  addSimple(block: Block): void {
    const { value: attributes, diagnostics } = block.body.justAttributes();
    this.#report(...diagnostics);
    for (const attribute of attributes.values()) this.#addSimple(attribute);
  }

  #addSimple({ name, nameRange, expression, range }: Attribute): void {
    if (this.#declared.has(name)) {
      this.#report({ ...duplicateVariable(name), subject: nameRange });
      return;
    }
    const { value, diagnostics } = evaluate(expression, this.#scope);
    this.#report(...diagnostics);
    if (hasErrors(diagnostics)) return;
    this.#declared.set(name, {
      name,
      description: '',
      type: value.type,
      defaults: undefined,
      sensitive: false,
      default: { value, range: expression.range },
      validations: [],
      range,
    });
  }

  /** `variable "name" { … }` (template-language 5.4). */
  add(block: Block): void {
    const [name = ''] = block.labels;
    if (this.#declared.has(name)) {
      this.#report({ ...duplicateVariable(name), context: block.defRange });
      return;
    }
    const { value: content, diagnostics } = block.body.content(schema);
    this.#report(...diagnostics);
    if (!isIdentifier(name)) this.#report(invalidName('variable', block.labelRanges[0]));
    const description = this.#constant(content.attributes.get('description'), plainText) ?? '';
    const constraint = this.#type(content.attributes.get('type'));
    if (constraint === undefined) return;
    const sensitive = this.#constant(content.attributes.get('sensitive'), plainFlag) ?? false;
    const given = this.#default(content.attributes.get('default'), constraint);
    if (given === 'failed') return;
    this.#declared.set(name, {
      name,
      description,
      type: effectiveType(constraint.type, given?.value),
      defaults: constraint.defaults,
      sensitive,
      default: given,
      validations: content.blocks.flatMap(
        (validation) => readValidation(name, validation, this.#report) ?? [],
      ),
      range: block.defRange,
    });
  }

  #constant<T>(
    attribute: Attribute | undefined,
    kind: Parameters<typeof evaluatePlain<T>>[0],
  ): T | undefined {
    if (attribute === undefined) return undefined;
    const { value, diagnostics } = evaluatePlain(kind, attribute.expression, undefined);
    this.#report(...diagnostics);
    return value;
  }

  #type(attribute: Attribute | undefined): TypeConstraint | undefined {
    if (attribute === undefined) return { type: dynamicType, defaults: undefined };
    const { value, diagnostics } = readTypeConstraint(attribute.expression, 'with-defaults');
    this.#report(...diagnostics);
    return hasErrors(diagnostics) ? undefined : value;
  }

  #default(
    attribute: Attribute | undefined,
    { type, defaults }: TypeConstraint,
  ): VariableBlock['default'] | 'failed' {
    if (attribute === undefined) return undefined;
    const { range } = attribute.expression;
    const { value, diagnostics } = evaluate(attribute.expression, this.#scope);
    this.#report(...diagnostics);
    if (hasErrors(diagnostics)) return 'failed';
    const converted = convert(applyDefaults(defaults, value), type);
    if (converted.ok) return { value: converted.value, range };
    this.#report(invalidDefault(converted.error, range));
    return { value: dynamicUnknown, range };
  }
}

/** Without a type, the default fixes it, unless it says nothing: null, `[]`, `{}`. */
function effectiveType(declared: Type, value: Value | undefined): Type {
  if (declared.kind !== 'dynamic' || value === undefined) return declared;
  const { type } = value;
  if (type.kind === 'tuple' && type.elements.length === 0) return declared;
  if (type.kind === 'object' && type.attributes.size === 0) return declared;
  return type;
}

function duplicateVariable(name: string): Diagnostic {
  return {
    severity: 'error',
    code: 'duplicate-variable',
    summary: 'Duplicate variable',
    detail: `Duplicate ${name} variable definition found.`,
  };
}

function invalidDefault(reason: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-variable-default',
    summary: 'Invalid default value for variable',
    detail: `This default value is not compatible with the variable's type constraint: ${reason}.`,
    subject,
  };
}
