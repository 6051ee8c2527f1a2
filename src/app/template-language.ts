import type { Platform } from '../platform/index.ts';
import { failed, messageOf, ok, quote, type Result } from '../base/index.ts';

/** In which language a template is written. */
export type TemplateLanguage = 'hcl2' | 'json';

/**
 * Decides by the path, and by `-config-type` where the path does not tell (cli 4). Fails with the text
 * for the user when there is nothing at that path.
 */
export async function templateLanguage(
  path: string,
  configType: TemplateLanguage,
  platform: Pick<Platform, 'files'>,
): Promise<Result<TemplateLanguage, string>> {
  if (path === '' || path === '-') return ok(configType);
  if (path.endsWith('.pkr.hcl') || path.endsWith('.pkr.json')) return ok('hcl2');
  try {
    const { kind } = await platform.files.status(path);
    return ok(kind === 'directory' ? 'hcl2' : configType);
  } catch (error) {
    const reason = messageOf(error);
    return failed(`${quote(path)}: ${reason}`);
  }
}
