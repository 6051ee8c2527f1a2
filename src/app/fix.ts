import { FileError, type Platform } from '../platform/index.ts';

/** What the command line says about `fix`. */
export interface FixRequest {
  readonly path: string;
  /** Check what came of it; it is printed either way. */
  readonly validate: boolean;
}

/** What `fix` works with. */
export interface FixHost {
  readonly platform: Pick<Platform, 'files'>;
  say(text: string): Promise<void>;
  error(text: string): Promise<void>;
}

/** Prints a legacy template brought up to date (json-templates 10). True if all is well. */
export async function fix(request: FixRequest, host: FixHost): Promise<boolean> {
  if (await isHcl(request.path, host.platform)) {
    await host.error('packer fix only works with JSON files for now.');
    return false;
  }
  const bytes = await readFile(request.path, host);
  if (bytes === undefined) return false;
  const { fixedProblem, fixTemplate } = await import('../legacy/index.ts');
  const fixed = fixTemplate(bytes);
  if (!fixed.ok) {
    await host.error(fixed.error);
    return false;
  }
  await host.say(fixed.value);
  const problem = request.validate ? fixedProblem(fixed.value) : undefined;
  if (problem !== undefined) await host.error(problem);
  return problem === undefined;
}

async function isHcl(path: string, { files }: Pick<Platform, 'files'>): Promise<boolean> {
  if (path.endsWith('.pkr.hcl') || path.endsWith('.pkr.json')) return true;
  try {
    return (await files.status(path)).kind === 'directory';
  } catch {
    // Reading the file will say why.
    return false;
  }
}

async function readFile(path: string, host: FixHost): Promise<Uint8Array | undefined> {
  try {
    return await host.platform.files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await host.error(`Error opening template: ${error.message}`);
    return undefined;
  }
}
