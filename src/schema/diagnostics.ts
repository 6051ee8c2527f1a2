import type { Diagnostic, Range } from '../source/index.ts';
import { between, rangeText } from '../syntax/index.ts';
import { quote } from '../values/index.ts';
import type { ExpandedAttribute } from './expanded-body.ts';

/** An argument that two merged bodies both have. */
export function duplicateArgument(attribute: ExpandedAttribute, earlier: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'duplicate-argument',
    summary: 'Duplicate argument',
    detail: `Argument ${quote(attribute.name)} was already set at ${rangeText(earlier)}`,
    subject: attribute.nameRange,
  };
}

/** An argument that none of several merged bodies has; there is no one place to show. */
export function requiredButNotSet(name: string): Diagnostic {
  return {
    severity: 'error',
    code: 'missing-argument',
    summary: 'Missing required argument',
    detail: `The argument ${quote(name)} is required, but was not set.`,
  };
}

/** A value that cannot become what the schema asks for. */
export function incorrectAttributeType(attribute: ExpandedAttribute, reason: string): Diagnostic {
  return {
    severity: 'error',
    code: 'incorrect-attribute-type',
    summary: 'Incorrect attribute value type',
    detail: `Inappropriate value for attribute ${quote(attribute.name)}: ${reason}.`,
    subject: attribute.expression.range,
    context: between(attribute.nameRange, attribute.expression.range),
  };
}

/** An argument of a block of arbitrary arguments that has the wrong type. */
export function invalidBlockAttribute(
  attribute: ExpandedAttribute,
  typeName: string,
  reason: string,
): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-attribute-value',
    summary: 'Invalid attribute value',
    detail: `Invalid value for attribute of ${quote(typeName)} block: ${reason}.`,
    subject: attribute.expression.range,
    context: between(attribute.nameRange, attribute.expression.range),
  };
}

/** A second block where one is allowed. */
export function duplicateBlock(typeName: string, subject: Range, earlier: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'duplicate-block',
    summary: `Duplicate ${typeName} block`,
    detail:
      `Only one block of type ${quote(typeName)} is allowed. ` +
      `Previous definition was at ${rangeText(earlier)}.`,
    subject,
  };
}

/** No block where one is required. */
export function missingBlock(typeName: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'missing-block',
    summary: `Missing ${typeName} block`,
    detail: `A block of type ${quote(typeName)} is required here.`,
    subject,
  };
}

/** Fewer blocks than required. */
export function insufficientBlocks(typeName: string, minItems: number, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'insufficient-blocks',
    summary: `Insufficient ${typeName} blocks`,
    detail: `At least ${minItems} ${quote(typeName)} blocks are required.`,
    subject,
  };
}

/** More blocks than allowed. */
export function tooManyBlocks(typeName: string, maxItems: number, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'too-many-blocks',
    summary: `Too many ${typeName} blocks`,
    detail: `No more than ${maxItems} ${quote(typeName)} blocks are allowed`,
    subject,
  };
}

/** Blocks of one list whose values have no common type. */
export function inconsistentBlocks(typeName: string, detail: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'inconsistent-blocks',
    summary: `Unconsistent argument types in ${typeName} blocks`,
    detail,
    subject,
  };
}

/** Two blocks with the same labels where labels are keys. */
export function duplicateLabels(
  typeName: string,
  labels: readonly string[],
  subject: Range,
): Diagnostic {
  const quoted = labels.map((label) => ` ${quote(label)}`).join('');
  return {
    severity: 'error',
    code: 'duplicate-block-labels',
    summary: `Duplicate ${typeName} block`,
    detail:
      `A block for ${typeName}${quoted} was already defined. ` +
      `The ${typeName} labels must be unique.`,
    subject,
  };
}
