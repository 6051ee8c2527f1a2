// Values and types of the language as JSON, as both wires carry them.
export { valueFromJsonText, valueToJsonText } from './text.ts';
export { typeFromJson, typeToJson } from './type.ts';
export { valueFromJson, valueToJson } from './value.ts';
