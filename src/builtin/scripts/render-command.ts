import { messageOf, type PreparedCall, type TemplateValue } from '../../sdk/index.ts';

/** Makes the command that runs a script from the template for it. */
export function renderCommand(
  { interpolation }: PreparedCall<unknown>,
  template: string,
  values: TemplateValue,
): string {
  try {
    return interpolation.render(template, values);
  } catch (cause) {
    throw new Error(`Error processing command: ${messageOf(cause)}`, { cause });
  }
}
