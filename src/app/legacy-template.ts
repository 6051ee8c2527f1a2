import {
  type InitialisedTemplate,
  initialise,
  inspectionOf,
  loadLegacyTemplate,
  renderingContext,
  supplyVariables,
} from '../legacy/index.ts';
import type { Result } from '../base/index.ts';
import { type ResolvedTemplate, resolveLegacyTemplate } from '../resolve/index.ts';
import type {
  DeclaredLegacy,
  DeclareHost,
  EvaluationRequest,
  TemplateRequest,
} from './declared.ts';
import type { Host } from './host.ts';
import { beginPhase } from './phase.ts';
import { secretStores } from './secret-stores.ts';

/** Reads a legacy template and variable files. Undefined after errors, which were shown. */
export async function declareLegacy(
  request: TemplateRequest,
  host: DeclareHost,
): Promise<DeclaredLegacy | undefined> {
  const refuse = async (text: string): Promise<undefined> => {
    await host.listener.emit({ kind: 'said', level: 'error', text });
    return undefined;
  };
  const template = await loadLegacyTemplate(request.path, host.platform);
  if (!template.ok) return refuse(template.error);
  const { variableFiles, variables } = request.inputs;
  const given = new Map(variables.map(({ name, value }) => [name, value] as const));
  const supplied = await supplyVariables({ variableFiles, variables: given }, host.platform);
  if (!supplied.ok) return refuse(supplied.error);
  return { language: 'json', template: template.value, supplied: supplied.value };
}

/** Renders the variables of a template. The failure is the text for the user. */
export async function initialiseLegacy(
  { template, supplied }: Omit<DeclaredLegacy, 'language'>,
  { platform, coreVersion }: Pick<Host, 'platform' | 'coreVersion'>,
): Promise<Result<InitialisedTemplate, string>> {
  const stores = await secretStores(platform, template.text, ...supplied.values());
  const context = renderingContext(template, { platform, coreVersion, stores });
  return initialise({ template, supplied, coreVersion, context });
}

/** Finds plugins, renders variables and looks components up. Undefined after errors, which were shown. */
export async function evaluateLegacy(
  declared: DeclaredLegacy,
  request: EvaluationRequest,
  host: Host,
): Promise<ResolvedTemplate | undefined> {
  const phase = beginPhase(host);
  const { ignorePrereleases } = request;
  phase.reporter.report(...(await host.registry.detect({ required: [], ignorePrereleases })));
  const template = await initialiseLegacy(declared, host);
  if (!template.ok) {
    phase.reporter.report({
      severity: 'error',
      code: 'legacy-template-not-initialized',
      summary: '',
      detail: template.error,
    });
  }
  const fine = await phase.end();
  if (!fine || !template.ok) return undefined;
  host.secrets.add(...template.value.secrets);
  return resolveLegacyTemplate(template.value, { components: host.registry });
}

/** Shows what a legacy template is made of; variables may lack values (json-templates 9). */
export async function inspectLegacy(declared: DeclaredLegacy, host: Host): Promise<void> {
  const template = await initialiseLegacy(declared, host);
  if (template.ok) host.secrets.add(...template.value.secrets);
  for (const line of inspectionOf(declared.template)) {
    if (line.kind === 'text') {
      await host.listener.emit({ kind: 'said', level: 'say', text: line.text });
    } else {
      const { category, fields } = line;
      await host.listener.emit({ kind: 'recorded', target: '', category, fields });
    }
  }
}
