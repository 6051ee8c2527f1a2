import { joinedBytes } from '../base/index.ts';
import type { LegacyTemplate, SuppliedVariables } from '../legacy/index.ts';
import type { Secrets } from '../events/index.ts';
import { FileError, type Platform } from '../platform/index.ts';

/** What the command line says about `hcl2_upgrade`. */
export interface UpgradeRequest extends SuppliedVariables {
  readonly path: string;
  readonly outputFile: string;
  /** Explain the parts of the new template in comments. */
  readonly annotations: boolean;
}

/** What `hcl2_upgrade` works with. */
export interface UpgradeHost {
  readonly platform: Platform;
  readonly coreVersion: string;
  /** What is masked in all that is said. */
  readonly secrets: Secrets;
  say(text: string): Promise<void>;
  error(text: string): Promise<void>;
}

/** Writes the HCL2 template that does the same as a legacy one (json-templates 11). Gives the exit code. */
export async function upgrade(request: UpgradeRequest, host: UpgradeHost): Promise<number> {
  const { fileHeader, upgradeTemplate } = await import('../legacy/index.ts');
  const header = request.annotations ? fileHeader : '';
  if (!(await prepareOutput(request.outputFile, header, host))) return 1;
  const template = await load(request, host);
  if (template === undefined) return 1;
  const { bytes, sourcesProblem } = upgradeTemplate(template, request.annotations);
  if (sourcesProblem !== undefined) {
    await host.error(`Ignoring following sources.Parse error: ${sourcesProblem}`);
  }
  const exitCode = sourcesProblem === undefined ? 0 : 1;
  const written = await attempt(
    () =>
      host.platform.files.write(
        request.outputFile,
        joinedBytes([new TextEncoder().encode(header), bytes]),
      ),
    (reason) => host.error(`Failed to write to file: ${reason}`),
  );
  if (!written) return 1;
  await host.say(`Successfully created ${request.outputFile}. Exit ${exitCode}`);
  return exitCode;
}

/** Does something with a file; a failure is shown. True if it worked. */
async function attempt(
  work: () => Promise<void>,
  complain: (reason: string) => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await complain(error.message);
    return false;
  }
}

/** The file is made before the template is read, and stays if that fails. */
async function prepareOutput(path: string, header: string, host: UpgradeHost): Promise<boolean> {
  const { files } = host.platform;
  const end = path.lastIndexOf('/');
  if (end > 0) {
    const made = await attempt(
      () => files.makeFolder(path.slice(0, end), 0o755),
      (reason) => host.error(`Failed to create output directory: ${reason}`),
    );
    if (!made) return false;
  }
  return attempt(
    () => files.write(path, header),
    (reason) => host.error(`Failed to create output file: ${reason}`),
  );
}

async function load(
  request: UpgradeRequest,
  host: UpgradeHost,
): Promise<LegacyTemplate | undefined> {
  const { platform } = host;
  const { loadLegacyTemplate, supplyVariables } = await import('../legacy/index.ts');
  const template = await loadLegacyTemplate(request.path, platform);
  const supplied = template.ok ? await supplyVariables(request, platform) : template;
  if (!template.ok || !supplied.ok) {
    if (!supplied.ok) await host.error(supplied.error);
    await host.error('Failed to get config from JSON');
    return undefined;
  }
  const { initialiseLegacy } = await import('./legacy-template.ts');
  const declared = { template: template.value, supplied: supplied.value };
  const initialised = await initialiseLegacy(declared, host);
  if (initialised.ok) host.secrets.add(...initialised.value.secrets);
  else {
    await host.error(`Ignoring following initialization error: <nil>: ; ${initialised.error}`);
  }
  return template.value;
}
