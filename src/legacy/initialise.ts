import { failed, ok, type Result } from '../base/index.ts';
import { type FunctionTable, packerFunctions, quote, renderFully } from '../gotemplate/index.ts';
import type { LegacyProvisioner, LegacyTemplate } from './model.ts';
import { requiredProblems, structureProblems, versionProblem } from './validate.ts';
import { type RenderingContext, renderBuildNames, renderVariables } from './variables.ts';

/** What a template is initialised with. */
export interface InitialiseRequest {
  readonly template: LegacyTemplate;
  /** From `-var-file` and `-var`. */
  readonly supplied: ReadonlyMap<string, string>;
  /** The compatible version. */
  readonly coreVersion: string;
  readonly context: RenderingContext;
}

/** A template whose variables have their values. */
export interface InitialisedTemplate {
  readonly template: LegacyTemplate;
  readonly variables: ReadonlyMap<string, string>;
  /** Names of builds by raw builder name. */
  readonly buildNames: ReadonlyMap<string, string>;
  /** Values that must not be shown. */
  readonly secrets: readonly string[];
  /** How often a provisioner is tried again. The failure is a sentence for the user. */
  retries(provisioner: LegacyProvisioner): Result<number, string>;
}

/** Validates a template and renders its variables (json-templates 5 and 6). Stops at the first step that fails. */
export function initialise(request: InitialiseRequest): Result<InitialisedTemplate, string> {
  const { template, supplied, coreVersion, context } = request;
  const problem =
    structureProblems(template) ??
    versionProblem(template, coreVersion) ??
    requiredProblems(template, supplied);
  if (problem !== undefined) return failed(problem);
  const variables = renderVariables(template, supplied, context);
  if (!variables.ok) return variables;
  const buildNames = renderBuildNames(template, variables.value, context);
  if (!buildNames.ok) return buildNames;
  const functions = packerFunctions({ ...context, userVariables: variables.value });
  return ok({
    template,
    retries: ({ maxRetries }) => renderRetries(maxRetries, functions),
    variables: variables.value,
    buildNames: buildNames.value,
    secrets: template.sensitiveVariables.map((name) => variables.value.get(name) ?? ''),
  });
}

function renderRetries(raw: string, functions: FunctionTable): Result<number, string> {
  if (raw === '') return ok(0);
  const text = renderFully(raw, null, functions);
  if (!text.ok) return failed(`failed to interpolate \`max_retries\`: ${text.error}`);
  if (/^[+-]?\d+$/.test(text.value)) return ok(Number(text.value));
  return failed(
    `\`max_retries\` must be a valid integer: strconv.Atoi: parsing ${quote(text.value)}: invalid syntax`,
  );
}
