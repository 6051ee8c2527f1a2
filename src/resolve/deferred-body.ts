import { decodeBody, type ExpandedBody, fillUnknowns } from '../schema/index.ts';
import { unmarkDeep } from '../values/index.ts';
import type { DeferredBody } from './model.ts';
import type { Universe } from './universe.ts';

/** A body that waits for its component's schema and for the values of `source` and `build`. */
export function deferredBody(body: ExpandedBody, universe: Universe): DeferredBody {
  return {
    kind: 'hcl',
    missingItemRange: body.missingItemRange,
    decode: (schema, scope) => {
      const { value, diagnostics } = decodeBody(body, schema, universe.bodyScope(scope));
      return { value: fillUnknowns(unmarkDeep(value).value), diagnostics };
    },
  };
}
