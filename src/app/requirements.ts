import { duplicateRequirements, type PluginRequirement } from '../template/index.ts';
import { beginPhase } from './phase.ts';
import { declare, type TemplateRequest } from './resolved.ts';
import type { StoreHost } from './store-host.ts';

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
  request: TemplateRequest,
  host: StoreHost,
): Promise<readonly PluginRequirement[] | undefined> {
  const { listener, store, terminal, coreVersion } = host;
  const platform = { ...store, terminal };
  const declared = await declare(request, { listener, coreVersion, platform });
  if (declared === undefined) return undefined;
  const phase = beginPhase(host);
  if (declared.language === 'json') {
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
  const required = declared.template.requiredPlugins;
  phase.reporter.report(...duplicateRequirements(required));
  if (!(await phase.end())) return undefined;
  if (required.length === 0)
    await listener.emit({ kind: 'said', level: 'message', text: nothingRequired });
  return required;
}
