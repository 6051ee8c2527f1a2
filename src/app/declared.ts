import type { Platform, Terminal } from '../platform/index.ts';
import type { LegacyTemplate } from '../legacy/index.ts';
import type { InputRequest, Inputs } from '../resolve/index.ts';
import type { Template } from '../template/index.ts';
import type { Host } from './host.ts';
import type { TemplateLanguage } from './template-language.ts';

/** Which template, and what its variables get. */
export interface TemplateRequest {
  /** As typed. */
  readonly path: string;
  /** `-config-type`. */
  readonly configType: TemplateLanguage;
  readonly inputs: InputRequest;
}

/** What reading a template needs of a host. */
export interface DeclareHost extends Pick<Host, 'listener' | 'coreVersion'> {
  readonly platform: Pick<Platform, 'files' | 'environment'> & {
    /** Where a template called `-` comes from. */
    readonly terminal: Pick<Terminal, 'input'>;
  };
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
export type Declared = DeclaredHcl | DeclaredLegacy;

/** An HCL2 template and the values of its variables. */
export interface DeclaredHcl {
  readonly language: 'hcl2';
  readonly template: Template;
  readonly inputs: Inputs;
}

/** A legacy template and what the command line gives its variables. */
export interface DeclaredLegacy {
  readonly language: 'json';
  readonly template: LegacyTemplate;
  readonly supplied: ReadonlyMap<string, string>;
}
