import { evaluate } from '../eval/index.ts';
import { hasErrors } from '../source/index.ts';
import { parseExpression } from '../syntax/index.ts';
import { displayText, unmarkDeep } from '../values/index.ts';
import type { Answer, ConsoleRequest, ConsoleSubject } from './console-subject.ts';
import type { Host } from './host.ts';
import { resolveLeniently, valuesText } from './inspect.ts';
import { declare } from './resolved.ts';

const filename = '<console-input>';

const help = `Packer console HCL2 Mode.
The Packer console allows you to experiment with Packer interpolations.
You may access variables and functions in the Packer config you called the
console with.

Type in the interpolation to test and hit <enter> to see the result.

"upper(var.foo.id)" would evaluate to the ID of "foo" and uppercase is, if it
exists in your config file.

"variables" will dump all available variables and their values.

To exit the console, type "exit" and hit <enter>, or use Control-C.

/!\\ It is not possible to use go templating interpolation like "{{timestamp}}"
with in HCL2 mode.`;

/** Opens an HCL2 template, or none; undefined after errors, which were shown. */
export async function openHclSubject(
  request: ConsoleRequest,
  host: Host,
): Promise<ConsoleSubject | undefined> {
  const declared = await declare(request.template, host);
  if (declared?.language !== 'hcl2') return undefined;
  const template = await resolveLeniently(declared, request.sequential, host);
  return {
    help,
    variables: () => valuesText(template),
    evaluate: async (text): Promise<Answer> => {
      const parsed = parseExpression({ text, filename });
      if (hasErrors(parsed.diagnostics)) return { text: '', diagnostics: parsed.diagnostics };
      await template.prepareFunctions(text);
      const { value, diagnostics } = evaluate(parsed.value, template.consoleScope);
      if (hasErrors(diagnostics)) return { text: '', diagnostics };
      return { text: displayText(unmarkDeep(value).value), diagnostics };
    },
  };
}
