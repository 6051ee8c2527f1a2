import { messageOf } from '../base/index.ts';
import type {
  BuildSettings,
  ComponentKind,
  ComponentKinds,
  ComponentLookup,
} from '../components/index.ts';
import type { BuildSource, ComponentBody, ResolvedBuild } from '../resolve/index.ts';
import type { Diagnostic, Range, Reporter } from '../source/index.ts';
import type { Value } from '../values/index.ts';
import type { Configuration } from './configured.ts';
import { legacyBuildWarning, rejectedLegacyBuild, sourceWarning } from './diagnostics.ts';
import { displayName } from './selection.ts';

/** What the preparation of one build needs and finds out on the way. */
export interface BuildContextParts {
  readonly build: ResolvedBuild;
  readonly source: BuildSource;
  readonly settings: BuildSettings;
  readonly components: ComponentLookup;
  readonly reporter: Reporter;
}

/** One build while it is being prepared. */
export class BuildContext {
  readonly source: BuildSource;
  readonly name: string;
  /** What `build.*` is worth until the build runs; the builder adds names. */
  placeholders: ReadonlyMap<string, Value> = new Map();
  /** Legacy templates: the same as text. */
  legacyPlaceholders: ReadonlyMap<string, string> = new Map();
  #rejected = false;
  /** What components of a legacy template warn of: told only once the build is accepted. */
  readonly #held: Diagnostic[] = [];
  readonly #parts: BuildContextParts;

  constructor(parts: BuildContextParts) {
    this.#parts = parts;
    this.source = parts.source;
    this.name = displayName(parts.build, parts.source);
  }

  /** Something was wrong; the build cannot run. */
  get rejected(): boolean {
    return this.#rejected;
  }

  /** Nothing else is to be asked: a legacy build ends at its first error, others tell them all. */
  get ended(): boolean {
    return this.#rejected && this.legacy;
  }

  /** The build comes from a legacy template. */
  get legacy(): boolean {
    return this.source.body.kind === 'raw';
  }

  /** Gives the component of a block; reports the reason if there is none. */
  async load<K extends ComponentKind>(
    kind: K,
    type: string,
    diagnostic: (reason: string) => Diagnostic,
  ): Promise<ComponentKinds[K] | undefined> {
    let reason = `unknown ${kind} ${type}`;
    try {
      const component = await this.#parts.components.find(kind, type);
      if (component !== undefined) return component;
    } catch (error) {
      reason = `error initializing ${kind} '${type}': ${messageOf(error)}`;
    }
    this.reject(reason, diagnostic);
    return undefined;
  }

  /** What a block's component is prepared with, when `build.*` is worth these values. */
  configuration(
    body: ComponentBody,
    values: ReadonlyMap<string, Value> | undefined,
  ): Configuration {
    const { source, settings } = this.#parts;
    return {
      body,
      scope: {
        source: { type: source.type, name: source.localName ?? source.name },
        ...(values === undefined ? {} : { build: values }),
      },
      settings,
      placeholders: this.legacyPlaceholders,
    };
  }

  /** Reports an error: in the words of HCL2 templates, or as the one error of a legacy build. */
  reject(reason: string, diagnostic: (reason: string) => Diagnostic): void {
    this.#rejected = true;
    this.#parts.reporter.report(
      this.legacy ? rejectedLegacyBuild(this.source.name, reason) : diagnostic(reason),
    );
  }

  /** Reports diagnostics that already are what the user gets to read. */
  report(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.some((one) => one.severity === 'error')) this.#rejected = true;
    this.#parts.reporter.report(...diagnostics);
  }

  /** Reports what a component warns of; in a legacy template, when the build is accepted. */
  warn(warnings: readonly string[], subject: Range): void {
    for (const warning of warnings) {
      if (this.legacy) this.#held.push(legacyBuildWarning(this.source.name, warning));
      else this.#parts.reporter.report(sourceWarning(warning, subject));
    }
  }

  /** The build can run: reports what was held back. */
  accept(): void {
    this.#parts.reporter.report(...this.#held);
  }
}
