import { sourceFiles } from '../source/index.ts';
import { duplicateRequirements, loadTemplate, type PluginRequirement } from '../template/index.ts';
import { beginPhase } from './phase.ts';
import type { StoreHost } from './store-host.ts';
import { type TemplateLanguage, templateLanguage } from './template-language.ts';

const nothingRequired = `
No plugins requirement found, make sure you reference a Packer config
containing a packer.required_plugins block. See
https://www.packer.io/docs/templates/hcl_templates/blocks/packer
for more info.`;

/**
 * The plugins a template requires, for `init` and `plugins required` (cli 5.3). Undefined after
 * errors, which were shown; that nothing is required is said as well.
 */
export async function requirementsOf(
  request: { readonly path: string; readonly configType: TemplateLanguage },
  host: StoreHost,
): Promise<readonly PluginRequirement[] | undefined> {
  const { listener, store } = host;
  const language = await templateLanguage(request.path, request.configType, store);
  if (!language.ok) {
    await listener.emit({ kind: 'said', level: 'error', text: language.error });
    return undefined;
  }
  const phase = beginPhase(host);
  if (language.value === 'json') {
    phase.reporter.report({
      severity: 'error',
      code: 'plugins-need-hcl2',
      summary: 'Packer plugins currently only works with HCL2 configuration templates',
      detail:
        'Please manually install plugins with the plugins command or use a HCL2 configuration that will do that for you.',
    });
    await phase.end();
    return undefined;
  }
  const { coreVersion } = host;
  const loaded = await loadTemplate({ path: request.path, coreVersion }, store, phase.reporter);
  const fine = await phase.end({
    files: sourceFiles(...loaded.files),
    contextOf: loaded.contextOf,
  });
  if (!fine || !loaded.template) return undefined;
  const required = loaded.template.requiredPlugins;
  const detection = beginPhase(host);
  detection.reporter.report(...duplicateRequirements(required));
  if (!(await detection.end())) return undefined;
  if (required.length === 0)
    await listener.emit({ kind: 'said', level: 'message', text: nothingRequired });
  return required;
}
