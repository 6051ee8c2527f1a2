import { applyDefaults, evaluate } from '../eval/index.ts';
import type { Platform } from '../platform/index.ts';
import {
  type Diagnosed,
  type Diagnostic,
  hasErrors,
  type Range,
  type Reporter,
  type SourceFile,
} from '../source/index.ts';
import { type Attribute, parseExpression } from '../syntax/index.ts';
import {
  autoVariableEndings,
  findFiles,
  contextsOf,
  type ParsedFile,
  parseFiles,
  type Template,
  type VariableBlock,
} from '../template/index.ts';
import { convert, dynamicUnknown, string, type Value } from '../values/index.ts';
import {
  incompatibleArgument,
  incompatibleValue,
  undeclaredArgument,
  undeclaredInFile,
  unguessableFormat,
  variableBlockInFile,
} from './input-diagnostics.ts';

/** What the command line says about input variables. */
export interface InputRequest {
  /** `-var-file`, in order. */
  readonly variableFiles: readonly string[];
  /** `-var name=value`, in order. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Warn about names in variable files that the template does not declare. */
  readonly warnOnUndeclared: boolean;
}

/** Where a value came from; the last one in this order wins. */
export type InputOrigin = 'default' | 'env' | 'varfile' | 'cmd';

/** A value that was given to a variable. */
export interface InputValue {
  readonly origin: InputOrigin;
  readonly value: Value;
  /** Where it was written; undefined for literal text from the environment or the command line. */
  readonly range: Range | undefined;
}

/** The effective value of each variable that has one, and the variable files, for drawing diagnostics. */
export interface Inputs {
  readonly values: ReadonlyMap<string, InputValue>;
  readonly files: readonly SourceFile[];
  /** Names the block around a range of these files. */
  readonly contextOf: (subject: Range) => string;
}

/** Collects the values of input variables (template-language 6.2): the last part of phase A. */
export async function gatherInputs(
  template: Template,
  request: InputRequest,
  platform: Pick<Platform, 'files' | 'environment'>,
  reporter: Reporter,
): Promise<Inputs> {
  const parsed = await parseVariableFiles(template, request, platform, reporter);
  const shown = { files: parsed.map(({ source }) => source), contextOf: contextsOf(parsed) };
  const gathering = new Gathering(template.variables, (...diagnostics) =>
    reporter.report(...diagnostics),
  );
  gathering.addEnvironment(platform.environment.variables);
  for (const file of parsed) {
    if (file.failed) continue;
    if (!gathering.addFile(file, request.warnOnUndeclared))
      return { values: gathering.values, ...shown };
  }
  gathering.addArguments(request.variables);
  return { values: gathering.values, ...shown };
}

/** Automatic files of a folder first, then those that were named, in order. */
async function parseVariableFiles(
  template: Template,
  request: InputRequest,
  { files }: Pick<Platform, 'files'>,
  reporter: Reporter,
) {
  const automatic = template.folder
    ? await findFiles(template.path, autoVariableEndings, files, reporter)
    : [];
  const parsed = [...(await parseFiles(automatic ?? [], files, reporter))];
  for (const path of request.variableFiles) {
    const syntax = path.endsWith('.hcl') ? 'native' : path.endsWith('.json') ? 'json' : undefined;
    if (syntax === undefined) reporter.report(unguessableFormat(path));
    else parsed.push(...(await parseFiles([{ path, syntax }], files, reporter)));
  }
  return parsed;
}

const environmentPrefix = 'PKR_VAR_';

/** Values so far, the last one given to a variable being its value. */
class Gathering {
  readonly values = new Map<string, InputValue>();
  readonly #variables: ReadonlyMap<string, VariableBlock>;
  readonly #report: (...diagnostics: readonly Diagnostic[]) => void;
  #failed = false;

  constructor(
    variables: readonly VariableBlock[],
    report: (...diagnostics: readonly Diagnostic[]) => void,
  ) {
    this.#variables = new Map(variables.map((variable) => [variable.name, variable]));
    this.#report = (...diagnostics) => {
      this.#failed ||= hasErrors(diagnostics);
      report(...diagnostics);
    };
    for (const variable of variables)
      if (variable.default !== undefined)
        this.values.set(variable.name, { origin: 'default', ...variable.default });
  }

  /** `PKR_VAR_name`; names nobody declared are none of our business. */
  addEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
    for (const [key, text] of Object.entries(environment)) {
      if (!key.startsWith(environmentPrefix) || text === undefined) continue;
      const variable = this.#variables.get(key.slice(environmentPrefix.length));
      if (variable === undefined) continue;
      this.#addText(variable, text, { origin: 'env', place: 'env' });
    }
  }

  /** The arguments of a variable file. False if it declares variables: then nothing more is read. */
  addFile({ body }: ParsedFile, warnOnUndeclared: boolean): boolean {
    const { value: content } = body.partialContent({
      attributes: [],
      blocks: [{ type: 'variable', labelNames: ['name'] }],
    });
    for (const block of content.blocks)
      this.#report(variableBlockInFile(block.labels[0] ?? '', block.typeRange));
    if (this.#failed) return false;
    const { value: attributes, diagnostics } = body.justAttributes();
    this.#report(...diagnostics);
    for (const attribute of attributes.values()) {
      const variable = this.#variables.get(attribute.name);
      if (variable !== undefined) this.#addAttribute(variable, attribute);
      else if (warnOnUndeclared) this.#report(undeclaredInFile(attribute));
    }
    return true;
  }

  /** `-var`. */
  addArguments(given: InputRequest['variables']): void {
    for (const { name, value } of given) {
      const variable = this.#variables.get(name);
      if (variable === undefined) this.#report(undeclaredArgument(name));
      else this.#addText(variable, value, { origin: 'cmd', place: 'arguments' });
    }
  }

  #addAttribute(variable: VariableBlock, { expression }: Attribute): void {
    const { value, diagnostics } = evaluate(expression);
    this.#report(...diagnostics);
    const { range } = expression;
    this.#add(variable, { origin: 'varfile', value, range }, (reason) =>
      incompatibleValue(variable.name, reason, range),
    );
  }

  #addText(
    variable: VariableBlock,
    text: string,
    { origin, place }: { origin: 'env' | 'cmd'; place: string },
  ): void {
    const { name } = variable;
    const read = readText(variable, text, `<value for var.${name} from ${place}>`);
    this.#report(...read.diagnostics);
    if (read.value === undefined) return;
    const { value, range } = read.value;
    this.#add(variable, { origin, value, range }, (reason) =>
      origin === 'cmd'
        ? incompatibleArgument(name, reason)
        : incompatibleValue(name, reason, range ?? nowhere),
    );
  }

  #add(
    { name, type, defaults }: VariableBlock,
    given: InputValue,
    refuse: (reason: string) => Diagnostic,
  ): void {
    const converted = convert(applyDefaults(defaults, given.value), type);
    if (!converted.ok) this.#report(refuse(converted.error));
    const value = converted.ok ? converted.value : dynamicUnknown;
    this.values.set(name, { ...given, value });
  }
}

/** The place of a text that stands in no file. */
const zero = { line: 0, column: 0, byte: 0 };
export const nowhere: Range = { filename: '', start: zero, end: zero };

/** Text for a variable: literal for simple types, else an expression without names or functions. */
function readText(
  { type }: VariableBlock,
  text: string,
  filename: string,
): Diagnosed<{ value: Value; range: Range | undefined } | undefined> {
  if (type.kind === 'string' || type.kind === 'number' || type.kind === 'dynamic')
    return { value: { value: string(text), range: undefined }, diagnostics: [] };
  const { value: expression, diagnostics } = parseExpression({ text, filename });
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const evaluated = evaluate(expression);
  const value = { value: evaluated.value, range: expression.range };
  return { value, diagnostics: [...diagnostics, ...evaluated.diagnostics] };
}
