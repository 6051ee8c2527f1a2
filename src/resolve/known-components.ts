import { compareText } from '../base/index.ts';
import type { ComponentKind, ComponentLookup } from '../components/index.ts';
import type { Diagnostic, Range } from '../source/index.ts';
import { nearestName } from '../syntax/index.ts';
import { quote } from '../values/index.ts';
import type { DecodedBuild } from './build-block.ts';
import type { PostProcessorUse, ProvisionerUse } from './model.ts';

/** The types that builds use, by kind. */
function usedTypes(builds: readonly DecodedBuild[]): ReadonlyMap<ComponentKind, Set<string>> {
  const cleanups = builds.flatMap(({ errorCleanupProvisioner: use }) => (use ? [use] : []));
  const types = (uses: readonly { readonly type: string }[]) =>
    new Set(uses.map(({ type }) => type));
  return new Map([
    ['builder', types(builds.flatMap(({ sources }) => sources))],
    ['provisioner', types([...builds.flatMap(({ provisioners }) => provisioners), ...cleanups])],
    ['post-processor', types(builds.flatMap(({ postProcessors }) => postProcessors.flat()))],
  ]);
}

/**
 * Which of the components that builds use there are. All names of a kind are asked for only where one
 * is unknown, because that may start every plugin.
 */
export class KnownComponents {
  readonly #names: ReadonlyMap<ComponentKind, readonly string[]>;

  private constructor(names: ReadonlyMap<ComponentKind, readonly string[]>) {
    this.#names = names;
  }

  /** Asks for what the builds use. */
  static async ask(
    lookup: ComponentLookup,
    builds: readonly DecodedBuild[],
  ): Promise<KnownComponents> {
    const names = new Map<ComponentKind, readonly string[]>();
    for (const [kind, types] of usedTypes(builds)) {
      const present = await Promise.all([...types].map((type) => lookup.has(kind, type)));
      names.set(kind, present.every(Boolean) ? [...types] : await lookup.names(kind));
    }
    return new KnownComponents(names);
  }

  /** A complaint if the type of a source is not known. */
  checkSourceType(type: string, build: Range): Diagnostic | undefined {
    if (this.#has('builder', type)) return undefined;
    return unknownType(`source type ${type}`, this.#advice('builder', 'source', type), build);
  }

  /** Complaints about provisioners and post-processors nobody provides. */
  checkBlocks(build: DecodedBuild): readonly Diagnostic[] {
    const { provisioners, errorCleanupProvisioner: cleanup, postProcessors } = build;
    return [
      ...provisioners.flatMap((use) => this.#check('provisioner', 'provisioner', use)),
      ...(cleanup ? this.#check('provisioner', 'error-cleanup-provisioner', cleanup) : []),
      ...postProcessors
        .flat()
        .flatMap((use) => this.#check('post-processor', 'post-processor', use)),
    ];
  }

  #has(kind: ComponentKind, type: string): boolean {
    return this.#names.get(kind)?.includes(type) ?? false;
  }

  #check(
    kind: ComponentKind,
    label: string,
    { type, place }: ProvisionerUse | PostProcessorUse,
  ): readonly Diagnostic[] {
    if (this.#has(kind, type)) return [];
    const advice = this.#advice(kind, label, type);
    return [unknownType(`${label} type ${quote(type)}`, advice, place.type)];
  }

  #advice(kind: ComponentKind, label: string, type: string): string {
    const meant = nearestName(type, this.#names.get(kind) ?? []);
    if (meant !== undefined) return `Did you mean to use ${quote(meant)}?`;
    const [prefix = ''] = type.split('-');
    return (
      `The ${label} ${type} is unknown by Packer, and is likely part of a plugin that is not ` +
      'installed.\n' +
      'You may find the needed plugin along with installation instructions documented on the ' +
      'Packer integrations page.\n\n' +
      `https://developer.hashicorp.com/packer/integrations?filter=${prefix}`
    );
  }
}

function unknownType(what: string, detail: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'unknown-component',
    summary: `Unknown ${what}`,
    detail,
    subject,
  };
}

/** A source that no file declares. */
export function unknownSource(
  reference: string,
  declared: readonly string[],
  subject: Range,
): Diagnostic {
  const known = [...declared].sort(compareText);
  const meant = nearestName(reference, known);
  return {
    severity: 'error',
    code: 'unknown-source',
    summary: `Unknown source ${reference}`,
    detail:
      meant === undefined ? `Known: [${known.join(' ')}]` : `Did you mean to use ${quote(meant)}?`,
    subject,
  };
}
