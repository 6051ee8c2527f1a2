import { failed, ok, type Result } from '../base/index.ts';
import type { FunctionTable } from './function.ts';
import { parse } from './parse.ts';
import { render } from './render.ts';
import type { TemplateValue } from './value.ts';

/** A text that keeps changing is given up after that many passes. */
const mostPasses = 100;

/** Renders a text once: what configuration gets while it is decoded. */
export function renderOnce(
  text: string,
  data: TemplateValue,
  functions: FunctionTable,
): Result<string, string> {
  if (!text.includes('{{')) return ok(text);
  const template = parse(text, functions);
  return template.ok ? render(template.value, data, functions) : template;
}

/** Renders until nothing changes: what `execute_command` and other texts get while a build runs. */
export function renderFully(
  text: string,
  data: TemplateValue,
  functions: FunctionTable,
): Result<string, string> {
  let current = text;
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = renderOnce(current, data, functions);
    if (!next.ok || next.value === current) return next;
    current = next.value;
  }
  return failed(`the template still changes after ${mostPasses} passes`);
}
