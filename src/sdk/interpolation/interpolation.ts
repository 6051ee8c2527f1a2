import type { DataMap } from '../../components/index.ts';
import {
  type FunctionTable,
  parse,
  render as renderTemplate,
  type TemplateValue,
} from '../../gotemplate/index.ts';
import { type FunctionContext, templateFunctions } from './functions.ts';

/** Renders the `{{ }}` templates in the options of one component (components 4.11). */
export interface Interpolation {
  /** Says what is wrong with the syntax of a template. */
  syntaxError(text: string): string | undefined;
  /** Renders one time. Throws an Error with Go's message. */
  renderOnce(text: string, data?: TemplateValue): string;
  /** Renders until nothing changes any more. Throws an Error with Go's message. */
  render(text: string, data?: TemplateValue): string;
}

/** A text that has not settled after so many renderings never will. */
const mostRenderings = 100;

function dataMap(data: TemplateValue): DataMap | undefined {
  return data instanceof Map ? data : undefined;
}

/**
 * Makes the interpolation of one component. `data` given to a rendering is what `.` means there,
 * and what `build` reads; otherwise `build` reads the data of the context.
 */
export function interpolation(context: FunctionContext): Interpolation {
  const functionsFor = (data: TemplateValue): FunctionTable =>
    templateFunctions({ ...context, data: dataMap(data) ?? context.data });
  // Most options hold no template: the table is made for the first that does.
  let made: FunctionTable | undefined;
  const common = (): FunctionTable => {
    made ??= functionsFor(undefined);
    return made;
  };

  const once = (text: string, data: TemplateValue): string => {
    if (!text.includes('{{')) return text;
    const functions = data === undefined ? common() : functionsFor(data);
    const template = parse(text, functions);
    if (!template.ok) throw new Error(template.error);
    const result = renderTemplate(template.value, data ?? context.data, functions);
    if (!result.ok) throw new Error(result.error);
    return result.value;
  };

  return {
    syntaxError: (text) => {
      if (!text.includes('{{')) return undefined;
      const template = parse(text, common());
      return template.ok ? undefined : template.error;
    },
    renderOnce: once,
    render: (text, data) => {
      let current = text;
      for (let left = mostRenderings; left > 0; left--) {
        const next = once(current, data);
        if (next === current) return next;
        current = next;
      }
      throw new Error(`the template never settles: ${text}`);
    },
  };
}
