import { type ExpandedBody, mergeBodies } from '../schema/index.ts';
import type { Diagnostic } from '../source/index.ts';
import { rangeText } from '../syntax/index.ts';
import type { BlockPlace } from '../template/index.ts';
import type { DecodedBuild } from './build-block.ts';
import { deferredBody } from './deferred-body.ts';
import { type KnownComponents, unknownSource } from './known-components.ts';
import type { BuildSource } from './model.ts';
import type { Universe } from './universe.ts';

/** A `source` block whose body is not decoded. */
export interface DeclaredSource {
  readonly type: string;
  readonly name: string;
  readonly body: ExpandedBody;
  readonly place: BlockPlace;
}

/** The `source` blocks of a template by `type.name`. */
export class Sources {
  readonly #declared = new Map<string, DeclaredSource>();

  /** A complaint if there is one of that name already. */
  add(source: DeclaredSource): readonly Diagnostic[] {
    const key = `${source.type}.${source.name}`;
    const earlier = this.#declared.get(key);
    if (earlier !== undefined) return [duplicateSource(source, earlier)];
    this.#declared.set(key, source);
    return [];
  }

  /** The sources of a build that exist, with the bodies that nested blocks add; complains about others. */
  resolve(
    build: DecodedBuild,
    known: KnownComponents,
    universe: Universe,
    diagnostics: Diagnostic[],
  ): readonly BuildSource[] {
    const { definition } = build.place;
    return build.sources.flatMap(({ type, name, localName, addition }) => {
      const unknownType = known.checkSourceType(type, definition);
      if (unknownType !== undefined) {
        diagnostics.push(unknownType);
        return [];
      }
      const reference = `${type}.${name}`;
      const source = this.#declared.get(reference);
      if (source === undefined) {
        diagnostics.push(unknownSource(reference, [...this.#declared.keys()], definition));
        return [];
      }
      const merged = addition === undefined ? source.body : mergeBodies(source.body, addition);
      const body = deferredBody(merged, universe);
      return [{ type, name, localName, place: source.place, body }];
    });
  }
}

function duplicateSource({ place }: DeclaredSource, earlier: DeclaredSource): Diagnostic {
  return {
    severity: 'error',
    code: 'duplicate-source',
    summary: 'Duplicate source block',
    detail:
      'This source block has the same builder type and name as a previous block declared at ' +
      `${rangeText(earlier.place.definition)}. ` +
      'Each source must have a unique name per builder type.',
    subject: place.definition,
  };
}
