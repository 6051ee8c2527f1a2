import { speakingUi } from '../events/index.ts';
import {
  gatherInputs,
  type InputRequest,
  resolveTemplate,
  type ResolvedTemplate,
} from '../resolve/index.ts';
import { sourceFiles } from '../source/index.ts';
import { loadTemplate, type Template } from '../template/index.ts';
import type { Inputs } from '../resolve/index.ts';
import type { Host } from './host.ts';
import { beginPhase } from './phase.ts';
import { type TemplateLanguage, templateLanguage } from './template-language.ts';

/** Which template, and what its variables get. */
export interface TemplateRequest {
  /** As typed. */
  readonly path: string;
  /** `-config-type`. */
  readonly configType: TemplateLanguage;
  readonly inputs: InputRequest;
}

/** How far a template is evaluated. */
export interface EvaluationRequest {
  /** Data sources are only configured and give unknown values. */
  readonly skipDatasources: boolean;
  /** `-use-sequential-evaluation`. */
  readonly sequential: boolean;
  /** `-ignore-prerelease-plugins`. */
  readonly ignorePrereleases: boolean;
}

/** A template and the values of its variables: phase A went well. */
export interface Declared {
  readonly template: Template;
  readonly inputs: Inputs;
}

const noLegacyTemplates =
  'Legacy JSON templates cannot be built yet; `hcl2_upgrade` turns one into an HCL2 template.';

/** Phase A: finds, reads and parses the template and collects variables. Undefined after errors, which were shown. */
export async function declare(request: TemplateRequest, host: Host): Promise<Declared | undefined> {
  const language = await templateLanguage(request.path, request.configType, host.platform);
  if (!language.ok) {
    await host.listener.emit({ kind: 'said', level: 'error', text: language.error });
    return undefined;
  }
  if (language.value === 'json') {
    await host.listener.emit({ kind: 'said', level: 'error', text: noLegacyTemplates });
    return undefined;
  }
  const phase = beginPhase(host);
  const { path } = request;
  const loaded = await loadTemplate(
    { path, coreVersion: host.coreVersion },
    host.platform,
    phase.reporter,
  );
  const { template } = loaded;
  const inputs =
    template && (await gatherInputs(template, request.inputs, host.platform, phase.reporter));
  const files = sourceFiles(...loaded.files, ...(inputs?.files ?? []));
  const fine = await phase.end({
    files,
    contextOf: (subject) => loaded.contextOf(subject) || (inputs?.contextOf(subject) ?? ''),
  });
  return fine && template && inputs ? { template, inputs } : undefined;
}

/** Phases B and C: finds plugins and evaluates. Undefined after errors, which were shown. */
export async function evaluate(
  declared: Declared,
  request: EvaluationRequest,
  host: Host,
): Promise<ResolvedTemplate | undefined> {
  const detection = beginPhase(host);
  detection.reporter.report(
    ...(await host.registry.detect({
      required: declared.template.requiredPlugins,
      ignorePrereleases: request.ignorePrereleases,
    })),
  );
  if (!(await detection.end())) return undefined;
  const phase = beginPhase(host);
  const resolved = await resolveTemplate(declared.template, declared.inputs, request, {
    platform: host.platform,
    components: host.registry,
    reporter: phase.reporter,
    ui: speakingUi(host.listener, { build: '' }),
    signal: host.signal,
    coreVersion: host.coreVersion,
  });
  host.secrets.add(...resolved.secrets);
  return (await phase.end()) ? resolved : undefined;
}
