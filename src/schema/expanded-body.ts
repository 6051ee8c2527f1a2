import type { Scope } from '../eval/index.ts';
import type { Diagnosed, Range } from '../source/index.ts';
import type { Attribute, BodySchema } from '../syntax/index.ts';
import { type Iteration, iterationScope } from './iteration.ts';

/** An argument, with what the `dynamic` blocks around it add to its scope. */
export interface ExpandedAttribute extends Attribute {
  /** The turn of the innermost `dynamic` block that generated the argument. */
  readonly iteration?: Iteration | undefined;
  /** True inside a block whose `for_each` is not known: the argument's value is not known either. */
  readonly unknown?: boolean;
}

/** A block, as it is written or as a `dynamic` block generated it. */
export interface ExpandedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: ExpandedBody;
  readonly defRange: Range;
  readonly typeRange: Range;
  readonly labelRanges: readonly Range[];
}

/** What a body holds of what a schema asks for. */
export interface ExpandedContent {
  readonly attributes: ReadonlyMap<string, ExpandedAttribute>;
  readonly blocks: readonly ExpandedBlock[];
  readonly missingItemRange: Range;
}

/** The part of a body that a schema asked for, and the rest of it. */
export interface PartialExpandedContent extends ExpandedContent {
  readonly remain: ExpandedBody;
}

/**
 * A body in which `dynamic` blocks are already blocks, or several bodies that count as one. A
 * plain `Body` of syntax is one, too: there `dynamic` is a block type like any other.
 */
export interface ExpandedBody {
  /** Exactly what the schema asks for; everything else is an error. */
  content(schema: BodySchema): Diagnosed<ExpandedContent>;
  /** What the schema asks for; the rest stays in `remain`. */
  partialContent(schema: BodySchema): Diagnosed<PartialExpandedContent>;
  /** Every argument; blocks are errors. */
  justAttributes(): Diagnosed<ReadonlyMap<string, ExpandedAttribute>>;
  readonly missingItemRange: Range;
  /** True if it is not known how often the block occurs. */
  readonly unknown?: boolean;
}

/** The scope an argument is evaluated in: the given one and the iterators around the argument. */
export function attributeScope(
  attribute: ExpandedAttribute,
  scope: Scope | undefined,
): Scope | undefined {
  return attribute.iteration === undefined ? scope : iterationScope(attribute.iteration, scope);
}
