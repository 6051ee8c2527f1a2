import { quote } from '../base/index.ts';
import type { Wording } from './parse-state.ts';

function words(code: string, summary: string, detail: string): Wording {
  return { code, summary, detail };
}

const noBrace =
  'There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.';
const mustEnd = 'An argument definition must end with a newline.';
const required = 'Argument or block definition required';
const itemRequired = 'An argument or block definition is required here.';
const single = 'Invalid single-argument block definition';

/** What the parser of bodies has to say (template-language 1.18). */
export const inBody = {
  quotedName: words(
    'quoted-argument-name',
    'Invalid argument name',
    'Argument names must not be quoted.',
  ),
  unclosedBlock: words('unclosed-block', 'Unclosed configuration block', noBrace),
  itemRequired: words('item-required', required, itemRequired),
  equalsRequired: words(
    'item-required',
    required,
    `${itemRequired} To set an argument, use the equals sign "=" to introduce the argument value.`,
  ),
  newlineAfterArgument: words(
    'missing-newline-after-argument',
    'Missing newline after argument',
    mustEnd,
  ),
  commaAfterArgument: words(
    'comma-after-argument',
    'Unexpected comma after argument',
    `Argument definitions must be separated by newlines, not commas. ${mustEnd}`,
  ),
  equalsInBlock: words(
    'invalid-block-definition',
    'Invalid block definition',
    'The equals sign "=" indicates an argument definition, and must not be used when defining a block.',
  ),
  newlineInBlockHeader: words(
    'invalid-block-definition',
    'Invalid block definition',
    'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.',
  ),
  blockHeader: words(
    'invalid-block-definition',
    'Invalid block definition',
    'Either a quoted string block label or an opening brace ("{") is expected here.',
  ),
  commaInSingleLine: words(
    'invalid-single-line-block',
    single,
    'Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.',
  ),
  newlineInSingleLine: words(
    'invalid-single-line-block',
    single,
    "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
  ),
  singleLineUnclosed: words(
    'invalid-single-line-block',
    single,
    'A single-line block definition must end with a closing brace immediately after its single argument definition.',
  ),
  newlineAfterBlock: words(
    'missing-newline-after-block',
    'Missing newline after block definition',
    'A block definition must end with a newline.',
  ),
  redefined: (name: string, first: string) =>
    words(
      'attribute-redefined',
      'Attribute redefined',
      `The argument ${quote(name)} was already set at ${first}. Each argument may be set only once.`,
    ),
  nestedInSingleLine: (name: string) =>
    words(
      'argument-definition-required',
      'Argument definition required',
      `A single-line block definition can contain only a single argument. If you meant to define argument ${quote(name)}, use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
    ),
} as const;

const separator = 'Expected an equals sign ("=") to mark the beginning of the attribute value.';
const legacy =
  'When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax';

/** What the parser of expressions has to say. */
export const inExpression = {
  noFalse: words(
    'missing-false-expression',
    'Missing false expression in conditional',
    'The conditional operator (...?...:...) requires a false expression, delimited by a colon.',
  ),
  nestedSplat: words(
    'nested-splat',
    'Nested splat expression not allowed',
    'A splat expression (*) cannot be used inside another attribute-only splat expression.',
  ),
  attributeName: words(
    'invalid-attribute-name',
    'Invalid attribute name',
    'An attribute name is required after a dot.',
  ),
  splatUnclosed: words(
    'unclosed-splat',
    'Missing close bracket on splat index',
    'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
  ),
  indexUnclosed: words(
    'unclosed-index',
    'Missing close bracket on index',
    'The index operator must end with a closing bracket ("]").',
  ),
  parenUnclosed: words(
    'unbalanced-parentheses',
    'Unbalanced parentheses',
    'Expected a closing parenthesis to terminate the expression.',
  ),
  missing: words(
    'missing-expression',
    'Missing expression',
    'Expected the start of an expression, but found the end of the file.',
  ),
  invalid: words(
    'invalid-expression',
    'Invalid expression',
    'Expected the start of an expression, but found an invalid expression token.',
  ),
  number: words(
    'invalid-number',
    'Invalid number literal',
    'Failed to recognize the value of this number literal.',
  ),
  functionName: words(
    'missing-function-name',
    'Missing function name',
    'Function scope resolution symbol :: must be followed by a function name in this scope.',
  ),
  openParen: words(
    'missing-open-parenthesis',
    'Missing open parenthesis',
    'Function selector must be followed by an open parenthesis to begin the function call.',
  ),
  afterExpansion: words(
    'missing-closing-parenthesis',
    'Missing closing parenthesis',
    'An expanded function argument (with ...) must be immediately followed by closing parentheses.',
  ),
  callUnclosed: words(
    'unterminated-call',
    'Unterminated function call',
    'There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.',
  ),
  argumentSeparator: words(
    'missing-argument-separator',
    'Missing argument separator',
    'A comma is required to separate each function argument from the next.',
  ),
  tupleUnclosed: words(
    'unterminated-tuple',
    'Unterminated tuple constructor expression',
    'There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.',
  ),
  itemSeparator: words(
    'missing-item-separator',
    'Missing item separator',
    'Expected a comma to mark the beginning of the next item.',
  ),
  objectValue: words(
    'missing-attribute-value',
    'Missing attribute value',
    'Expected an attribute value, introduced by an equals sign ("=").',
  ),
  keySeparator: words('missing-key-value-separator', 'Missing key/value separator', separator),
  keySeparatorOrQuotes: words(
    'missing-key-value-separator',
    'Missing key/value separator',
    `${separator} If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.`,
  ),
  objectUnclosed: words(
    'unterminated-object',
    'Unterminated object constructor expression',
    'There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.',
  ),
  attributeSeparator: words(
    'missing-attribute-separator',
    'Missing attribute separator',
    'Expected a newline or comma to mark the beginning of the next attribute.',
  ),
  extra: words(
    'extra-characters',
    'Extra characters after expression',
    'An expression was successfully parsed, but extra characters were found after it.',
  ),
  chainedLegacyIndex: (first: string, second: string) =>
    words(
      'legacy-index',
      'Invalid legacy index syntax',
      `${legacy} instead, like [${first}][${second}].`,
    ),
  chainedLegacyIndexInSplat: (first: string, second: string) =>
    words(
      'legacy-index',
      'Invalid legacy index syntax',
      `${legacy} with a full splat expression [*] instead, like [${first}][${second}].`,
    ),
  invalidFor: (detail: string) => words('invalid-for', "Invalid 'for' expression", detail),
} as const;

const unclosed = 'Unclosed template interpolation sequence';
const nesting = 'This might be caused by incorrect nesting inside the given expression.';
const extra = 'Extra characters after interpolation expression';
const doIt = 'escape it by starting with "$${" instead of just "${".';
const unbalanced = 'The control directives within this template are unbalanced.';

/** What the parser of templates has to say. */
export const inTemplate = {
  unclosedAtEnd: words(
    'unclosed-interpolation',
    unclosed,
    `There is no closing brace for this interpolation sequence before the end of the file. ${nesting}`,
  ),
  unclosedAtQuote: words(
    'unclosed-interpolation',
    unclosed,
    `There is no closing brace for this interpolation sequence before the end of the quoted template. ${nesting}`,
  ),
  colon: words(
    'extra-characters-in-interpolation',
    extra,
    `Template interpolation doesn't expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can ${doIt}`,
  ),
  junk: words(
    'extra-characters-in-interpolation',
    extra,
    `Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, ${doIt}`,
  ),
  directive: words(
    'invalid-template-directive',
    'Invalid template directive',
    'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
  ),
  unterminated: words(
    'unterminated-template',
    'Unterminated template string',
    'No closing marker was found for the string.',
  ),
  invalidFor: (detail: string) => words('invalid-for-directive', "Invalid 'for' directive", detail),
  keyword: (given: string, hint: string) =>
    words(
      'invalid-template-keyword',
      'Invalid template control keyword',
      `${quote(given)} is not a valid template control keyword.${hint}`,
    ),
  markerJunk: (keyword: string) =>
    words(
      'extra-characters-in-directive',
      `Extra characters in ${keyword} marker`,
      'Expected a closing brace to end the sequence, but found extra characters.',
    ),
  endOfTemplate: (detail: string = unbalanced) =>
    words('unexpected-end-of-template', 'Unexpected end of template', detail),
  unexpected: (directive: string, detail: string = unbalanced) =>
    words('unexpected-directive', `Unexpected ${directive} directive`, detail),
} as const;

/** What reading a string without sequences has to say. */
export const inString = {
  quotesRequired: words(
    'invalid-string-literal',
    'Invalid string literal',
    'A quoted string is required here.',
  ),
  item: words(
    'invalid-string-literal',
    'Invalid string literal',
    'This item is not valid in a string literal.',
  ),
  unterminated: words(
    'unterminated-string-literal',
    'Unterminated string literal',
    'Unable to find the closing quote mark before the end of the file.',
  ),
  sequence: (marker: string) =>
    words(
      'invalid-string-literal',
      'Invalid string literal',
      `Template sequences are not allowed in this string. To include a literal ${quote(marker)}, double it (as "${marker}${marker}") to escape it.`,
    ),
  escape: (detail: string) => words('invalid-escape', 'Invalid escape sequence', detail),
} as const;

/** What reading a reference has to say. */
export const inTraversal = {
  variable: words(
    'variable-name-required',
    'Variable name required',
    'Must begin with a variable name.',
  ),
  attributeSplat: words(
    'attribute-name-required',
    'Attribute name required',
    'Splat expressions (.*) may not be used here.',
  ),
  indexSplat: words(
    'attribute-name-required',
    'Attribute name required',
    'Splat expressions ([*]) may not be used here.',
  ),
  attribute: words(
    'attribute-name-required',
    'Attribute name required',
    'Dot must be followed by attribute name.',
  ),
  unclosed: words(
    'unclosed-index-brackets',
    'Unclosed index brackets',
    'Index key must be followed by a closing bracket.',
  ),
  index: words(
    'index-value-required',
    'Index value required',
    'Index brackets must contain either a literal number or a literal string.',
  ),
  step: words(
    'reference-step-required',
    'Invalid character',
    'Expected an attribute access or an index operator.',
  ),
} as const;
