import { type Diagnosed, type Diagnostic, hasErrors } from '../../source/index.ts';
import { type Block, isIdentifier, rangeText } from '../../syntax/index.ts';
import type { DataBlock } from '../model.ts';
import { invalidName } from './identifier.ts';
import { placeOf } from './place.ts';

/** `data "type" "name" { … }` (template-language 5.8). */
export function readData(block: Block): Diagnosed<DataBlock | undefined> {
  const [type = '', name = ''] = block.labels;
  const diagnostics: Diagnostic[] = [];
  if (!isIdentifier(type)) diagnostics.push(invalidName('data source', block.labelRanges[0]));
  if (!isIdentifier(name)) diagnostics.push(invalidName('data resource', block.labelRanges[1]));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return { value: { type, name, body: block.body, place: placeOf(block) }, diagnostics };
}

/** A second data block of the same type and name. */
export function duplicateData(block: DataBlock, earlier: DataBlock): Diagnostic {
  return {
    severity: 'error',
    code: 'duplicate-data',
    summary: 'Duplicate data block',
    detail:
      'This data block has the same data type and name as a previous block declared at ' +
      `${rangeText(earlier.place.definition)}. Each data must have a unique name per builder type.`,
    subject: block.place.definition,
  };
}
