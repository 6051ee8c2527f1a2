import type { SchemaNode } from '../components/index.ts';
import type { Scope } from '../eval/index.ts';
import type { Diagnostic } from '../source/index.ts';
import type { Value } from '../values/index.ts';
import type { ExpandedBlock, ExpandedContent } from './expanded-body.ts';

/** What everything that decodes one body shares. */
export interface Decoding {
  readonly content: ExpandedContent;
  /** The labels of the block the body belongs to. */
  readonly labels: readonly string[];
  readonly scope: Scope | undefined;
  /** What went wrong so far; decoding adds to it. */
  readonly diagnostics: Diagnostic[];
  /** Decodes a block of this body by the schema nested in the block's schema. */
  nested(block: ExpandedBlock, schema: SchemaNode, labels?: readonly string[]): Value;
}
