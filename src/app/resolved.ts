import { speakingUi } from '../events/index.ts';
import { gatherInputs, resolveTemplate, type ResolvedTemplate } from '../resolve/index.ts';
import { sourceFiles } from '../source/index.ts';
import { duplicateRequirements, loadTemplate } from '../template/index.ts';
import type { Host } from './host.ts';
import type { Declared, DeclareHost, EvaluationRequest, TemplateRequest } from './declared.ts';
import { findLock } from './lock-file.ts';
import { beginPhase } from './phase.ts';
import { templateLanguage } from './template-language.ts';

export type { Declared, DeclaredHcl, EvaluationRequest, TemplateRequest } from './declared.ts';

/** Phase A: finds, reads and parses the template and collects variables. Undefined after errors, which were shown. */
export async function declare(
  request: TemplateRequest,
  host: DeclareHost,
): Promise<Declared | undefined> {
  const language = await templateLanguage(request.path, request.configType, host.platform);
  if (!language.ok) {
    await host.listener.emit({ kind: 'said', level: 'error', text: language.error });
    return undefined;
  }
  if (language.value === 'json') {
    const { declareLegacy } = await import('./legacy-template.ts');
    return declareLegacy(request, host);
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
  return fine && template && inputs ? { language: 'hcl2', template, inputs } : undefined;
}

/** Phases B and C: finds plugins and evaluates. Undefined after errors, which were shown. */
export async function evaluate(
  declared: Declared,
  request: EvaluationRequest,
  host: Host,
): Promise<ResolvedTemplate | undefined> {
  if (declared.language === 'json') {
    const { evaluateLegacy } = await import('./legacy-template.ts');
    return evaluateLegacy(declared, request, host);
  }
  const detection = beginPhase(host);
  const required = declared.template.requiredPlugins;
  detection.reporter.report(...duplicateRequirements(required));
  if (!detection.reporter.hasErrors) {
    const { ignorePrereleases } = request;
    const found =
      required.length === 0 ? undefined : await findLock(declared.template.path, host.platform);
    detection.reporter.report(...(found?.problems ?? []));
    if (!detection.reporter.hasErrors) {
      const lock = found?.lock;
      const wanted = { required, ignorePrereleases, ...(lock && { lock }) };
      detection.reporter.report(...(await host.registry.detect(wanted)));
    }
  }
  if (!(await detection.end())) return undefined;
  const phase = beginPhase(host);
  const resolved = await resolveTemplate(declared.template, declared.inputs, request, {
    platform: host.platform,
    components: host.registry,
    reporter: phase.reporter,
    ui: speakingUi(host.listener, { build: '' }),
    signal: host.signal,
    coreVersion: host.coreVersion,
    noteEncodedSecret: (encoded) => host.secrets.add(encoded),
  });
  host.secrets.add(...resolved.secrets);
  return (await phase.end()) ? resolved : undefined;
}
