import type { Block } from '../../syntax/index.ts';
import type { BlockPlace } from '../model.ts';

/** Where a block stands, without the block. */
export function placeOf(block: Omit<Block, 'body'>): BlockPlace {
  return { definition: block.defRange, type: block.typeRange, labels: block.labelRanges };
}
