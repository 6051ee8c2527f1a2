import { quote } from '../../base/index.ts';
import { nearestName } from '../suggestion.ts';

/** Words of a diagnostic about JSON. */
export interface JsonWording {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
}

function words(code: string, summary: string, detail: string): JsonWording {
  return { code, summary, detail };
}

const mustStart =
  'A JSON value must start with a brace, a bracket, a number, a string, or a keyword.';
const separator = 'Missing attribute seperator comma';

/** What the JSON parser has to say (template-language 2.1). */
export const inJson = {
  missingValue: words('json-missing-value', 'Missing JSON value', mustStart),
  missingElement: words('json-missing-value', 'Missing array element value', mustStart),
  invalidStart: words('json-missing-value', 'Invalid start of value', mustStart),
  endsEarly: words('json-ends-early', 'Missing value', 'The JSON data ends prematurely.'),
  extraneous: words(
    'json-extraneous-data',
    'Extraneous data after value',
    'Extra characters appear after the JSON value.',
  ),
  propertyName: words(
    'json-property-name',
    'Invalid object property name',
    'A JSON object property name must be a string',
  ),
  noObjectValue: words(
    'json-missing-object-value',
    'Missing object value',
    'A JSON object attribute must have a value, introduced by a colon.',
  ),
  equalsSign: words(
    'json-missing-colon',
    'Missing property value colon',
    'JSON uses a colon as its name/value delimiter, not an equals sign.',
  ),
  noColon: words(
    'json-missing-colon',
    'Missing property value colon',
    "A colon must appear between an object property's name and its value.",
  ),
  trailingCommaInObject: words(
    'json-trailing-comma',
    'Trailing comma in object',
    'JSON does not permit a trailing comma after the final property in an object.',
  ),
  trailingCommaInArray: words(
    'json-trailing-comma',
    'Trailing comma in array',
    'JSON does not permit a trailing comma after the final value in an array.',
  ),
  unclosedObject: words(
    'json-unclosed',
    'Unclosed object',
    'No closing brace was found for this JSON object.',
  ),
  unclosedArray: words(
    'json-unclosed',
    'Unclosed object',
    'No closing bracket was found for this JSON array.',
  ),
  mismatchedBraces: words(
    'json-mismatched-brackets',
    'Mismatched braces',
    'A JSON object must be closed with a brace, not a bracket.',
  ),
  mismatchedBrackets: words(
    'json-mismatched-brackets',
    'Mismatched brackets',
    'A JSON array must be closed with a bracket, not a brace.',
  ),
  noCommaInObject: words(
    'json-missing-comma',
    separator,
    'A comma must appear between each property definition in an object.',
  ),
  noCommaInArray: words(
    'json-missing-comma',
    separator,
    'A comma must appear between each value in an array.',
  ),
  colonInArray: words(
    'json-colon-in-array',
    'Invalid array value',
    'A colon is not used to introduce values in a JSON array.',
  ),
  number: words(
    'json-invalid-number',
    'Invalid JSON number',
    'There is a syntax error in the given JSON number.',
  ),
  string: words(
    'json-invalid-string',
    'Invalid JSON string',
    'There is a syntax error in the given JSON string.',
  ),
  root: words(
    'json-root',
    'Root value must be object',
    'The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.',
  ),
} as const;

const javaScriptWords = ['undefined', 'NaN', 'Infinity'];

/** What to say about a word that JSON does not have. */
export function wrongKeyword(written: string): JsonWording {
  const near = nearestName(written, ['false', 'true', 'null']);
  const hint = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
  const detail = javaScriptWords.includes(written)
    ? `The JavaScript identifier ${quote(written)} cannot be used in JSON.`
    : `${quote(written)} is not a valid JSON keyword.${hint}`;
  return words('json-invalid-keyword', 'Invalid JSON keyword', detail);
}
