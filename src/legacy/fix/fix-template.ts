import { failed, ok, parseStrictJson, type Result } from '../../base/index.ts';
import { readTemplate } from '../intake/read-template.ts';
import { isObject } from '../json/json-value.ts';
import { printJson } from '../json/print-json.ts';
import { jsonKind } from '../load.ts';
import { structureProblems } from '../validate.ts';
import { fixers } from './fixers.ts';
import { fixTarget } from './target.ts';

/**
 * Brings a template up to date (json-templates 10). The text ends with a newline. The failure is a
 * sentence for the user.
 */
export function fixTemplate(bytes: Uint8Array): Result<string, string> {
  const parsed = parseStrictJson(bytes, 'first');
  if (!parsed.ok) return failed(`Error parsing template: ${endOr(parsed.error, bytes)}`);
  const { value } = parsed.value;
  if (value !== null && !isObject(value)) {
    return failed(
      `Error parsing template: json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    );
  }
  const target = fixTarget(value ?? new Map());
  if (!target.ok) return failed(`Error fixing: ${target.error}`);
  for (const { rewrite } of fixers) {
    const problem = rewrite(target.value);
    if (problem !== undefined) return failed(`Error fixing: ${problem}`);
  }
  return ok(`${printJson(target.value.root)}\n`);
}

/** A stream that ends too early is not a syntax error to Go. */
function endOr(error: { readonly message: string; readonly atEnd: boolean }, bytes: Uint8Array) {
  if (!error.atEnd) return error.message;
  return /^\s*$/.test(new TextDecoder().decode(bytes)) ? 'EOF' : 'unexpected EOF';
}

/** What is still wrong with a fixed template, as `fix -validate` says it; undefined if nothing is. */
export function fixedProblem(text: string): string | undefined {
  const advice =
    'This is usually caused by an error in the input template.\nPlease fix the error and try again.';
  const template = readTemplate(new TextEncoder().encode(text), '');
  if (!template.ok) {
    return `Error! Fixed template fails to parse: ${template.error}\n\n${advice}`;
  }
  const problem = structureProblems(template.value);
  if (problem === undefined) return undefined;
  return `Error! Fixed template failed to validate: ${problem}\n\n${advice}`;
}
