import { compareText } from '../base/index.ts';
import { packerFunctions, renderFully } from '../gotemplate/index.ts';
import {
  initialise,
  loadLegacyTemplate,
  renderingContext,
  supplyVariables,
} from '../legacy/index.ts';
import { wordWrap } from '../source/index.ts';
import type { Answer, ConsoleRequest, ConsoleSubject } from './console-subject.ts';
import type { Host } from './host.ts';
import { secretStores } from './secret-stores.ts';

const help = `Packer console JSON Mode.
The Packer console allows you to experiment with Packer interpolations.
You may access variables in the Packer config you called the console with.

Type in the interpolation to test and hit <enter> to see the result.

"variables" will dump all available variables and their values.

"{{timestamp}}" will output the timestamp, for example "1559855090".

To exit the console, type "exit" and hit <enter>, or use Control-C.

/!\\ If you would like to start console in hcl2 mode without a config you can
use the --config-type=hcl2 option.`;

/** Opens a legacy JSON template, or none; undefined after errors, which were shown. */
export async function openLegacySubject(
  request: ConsoleRequest,
  host: Host,
): Promise<ConsoleSubject | undefined> {
  const { platform, coreVersion } = host;
  const { path, inputs } = request.template;
  const template = await loadLegacyTemplate(path, platform);
  const supplied = await supplyVariables(
    {
      variableFiles: inputs.variableFiles,
      variables: new Map(inputs.variables.map(({ name, value }) => [name, value])),
    },
    platform,
  );
  if (!template.ok || !supplied.ok) {
    const failure = template.ok ? supplied : template;
    if (!failure.ok)
      await host.listener.emit({ kind: 'said', level: 'error', text: failure.error });
    return undefined;
  }
  const context = renderingContext(template.value, {
    platform,
    coreVersion,
    stores: await secretStores(platform, template.value.text, ...supplied.value.values()),
  });
  const initialised = initialise({
    template: template.value,
    supplied: supplied.value,
    coreVersion,
    context,
  });
  const variables = initialised.ok ? initialised.value.variables : supplied.value;
  if (initialised.ok) host.secrets.add(...initialised.value.secrets);
  const functions = packerFunctions({ ...context, userVariables: variables });
  return {
    help,
    variables: () => {
      const names = [...variables.keys()].sort(compareText);
      return `\n${names.map((name) => `${name}: ${variables.get(name)},\n`).join('')}`;
    },
    evaluate: (text): Promise<Answer> => {
      const rendered = renderFully(text, undefined, functions);
      if (rendered.ok) return Promise.resolve({ text: rendered.value });
      return Promise.resolve({
        text: '',
        complaint: `???????: Interpolation error\n\n${wordWrap(rendered.error, 80)}\n\n`,
      });
    },
  };
}
