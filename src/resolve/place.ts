import type { ExpandedBlock } from '../schema/index.ts';
import type { BlockPlace } from '../template/index.ts';

/** Where a block stands, without the block. */
export function placeOf({ defRange, typeRange, labelRanges }: ExpandedBlock): BlockPlace {
  return { definition: defRange, type: typeRange, labels: labelRanges };
}
