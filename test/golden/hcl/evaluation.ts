import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, type Scope } from '../../../src/eval/index.ts';
import {
  attributeScope,
  type ExpandedAttribute,
  expandDynamic,
} from '../../../src/schema/index.ts';
import type { Diagnostic } from '../../../src/source/index.ts';
import type { Body, Expression } from '../../../src/syntax/index.ts';
import { dynamicUnknown } from '../../../src/values/index.ts';
import type { Case } from './cases.ts';
import { folderFunctions } from './functions.ts';
import { goldenFolder } from './folder.ts';
import { diagnosticNotation } from './notation.ts';
import { convertAnswer, typeAnswer } from './type-modes.ts';
import { readValue, type ValueNotation, writeValue } from './value-notation.ts';

/** What the runners need from evaluation. */
export interface Evaluation {
  /** `value` or `diagnostics` of an expression, and what was diagnosed. */
  value(
    expression: Expression,
    of: Case,
    attribute: ExpandedAttribute | undefined,
  ): {
    readonly fields: Readonly<Record<string, unknown>>;
    readonly diagnostics: readonly Diagnostic[];
  };
  /** The body with its `dynamic` blocks expanded. */
  expand(body: Body, of: Case): ReturnType<typeof expandDynamic>;
  /** Answers of the modes `type` and `convert`. */
  readonly modes: Readonly<Record<string, (of: Case) => Readonly<Record<string, unknown>>>>;
}

type Variables = Readonly<Record<string, ValueNotation>>;

function namedScopes(): Readonly<Record<string, Variables>> {
  try {
    return JSON.parse(readFileSync(join(goldenFolder, 'scopes.json'), 'utf8'));
  } catch {
    return {};
  }
}

const scopes = namedScopes();
const functions = await folderFunctions();
const noFunctions = new Map<string, never>();

/** The variables and functions of a case. */
function scopeOf({ scope = 'empty', functions: which }: Case): Scope {
  const given =
    typeof scope === 'string'
      ? (scopes[scope] ?? {})
      : (JSON.parse(JSON.stringify(scope.variables)) as Variables);
  const variables = Object.entries(given).map(([name, value]) => [name, readValue(value)] as const);
  return {
    variables: new Map(variables),
    functions: which === 'packer' ? functions : noFunctions,
  };
}

/** Evaluation as the cases want to see it. */
export const evaluation: Evaluation | undefined = {
  value(expression, of, attribute) {
    const outer = scopeOf(of);
    const scope = attribute === undefined ? outer : attributeScope(attribute, outer);
    const { value, diagnostics } =
      attribute?.unknown === true
        ? { value: dynamicUnknown, diagnostics: [] }
        : evaluate(expression, scope);
    const fields =
      diagnostics.length > 0
        ? { diagnostics: diagnosticNotation(diagnostics) }
        : { value: writeValue(value) };
    return { fields, diagnostics };
  },
  expand: (body, of) => expandDynamic(body, scopeOf(of)),
  modes: { type: typeAnswer, convert: (of) => convertAnswer(of, scopeOf(of)) },
};
