import type { ComponentLookup, Ui } from '../components/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Reporter } from '../source/index.ts';
import type { Template } from '../template/index.ts';
import type { Inputs } from './inputs.ts';
import type { ResolvedTemplate } from './model.ts';

/** What resolving needs from outside. */
export interface ResolveHost {
  readonly platform: Platform;
  readonly components: ComponentLookup;
  readonly reporter: Reporter;
  /** For data sources. */
  readonly ui: Ui;
  /** Aborts a data source that is being read. */
  readonly signal: AbortSignal;
  /** The compatible version: `packer.version`. */
  readonly coreVersion: string;
}

/** How the template is to be resolved. */
export interface ResolvePolicy {
  /** True: data sources are only configured and give unknown values (`validate`). */
  readonly skipDatasources: boolean;
  /** `-use-sequential-evaluation`. */
  readonly sequential: boolean;
}

/**
 * Phase C (template-language 6.1): checks variables, evaluates locals and data sources, decodes
 * sources and builds and looks up their components. Reports everything that is wrong and returns
 * what it could make of it; `build` and `validate` then stop, `inspect` and `console` go on.
 */
export async function resolveTemplate(
  template: Template,
  inputs: Inputs,
  policy: ResolvePolicy,
  host: ResolveHost,
): Promise<ResolvedTemplate> {
  throw new Error('not built yet');
}
