import { failed, ok, type Result } from '../../base/index.ts';
import {
  asString,
  dynamicType,
  isKnown,
  list,
  listOf,
  nullOf,
  object,
  objectOf,
  string,
  stringType,
  tuple,
  tupleOf,
  type Type,
  type Value,
} from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { neverNull, text } from './arguments.ts';
import { type Match, Patterns, type RegularExpression } from './text/regular-expression.ts';

/** Compiles a pattern whose groups are either all named or all nameless. */
function compile(patterns: Patterns, pattern: string): Result<RegularExpression, string> {
  const compiled = patterns.compile(pattern);
  if (!compiled.ok)
    return failed(`invalid regexp pattern: ${compiled.error.code} in ${compiled.error.part}`);
  const { names } = compiled.value;
  const named = names.filter((name) => name !== '').length;
  if (named > 0 && named < names.length)
    return failed('invalid regexp pattern: cannot mix both named and unnamed capture groups');
  return ok(compiled.value);
}

/** A match is a string without groups, an object of named groups or a tuple of nameless ones. */
function matchType({ names }: RegularExpression): Type {
  if (names.length === 0) return stringType;
  if (names[0] !== '') return objectOf(names.map((name) => [name, stringType] as const));
  return tupleOf(names.map(() => stringType));
}

function matchValue({ names }: RegularExpression, match: Match, whole: string): Value {
  if (names.length === 0) return string(whole.slice(match.start, match.end));
  const groups = match.groups.map((group) =>
    group === undefined ? nullOf(stringType) : string(group),
  );
  if (names[0] === '') return tuple(groups);
  return object(names.map((name, index) => [name, groups[index]!] as const));
}

function typeOfMatch(patterns: Patterns, [pattern]: readonly Value[]): FunctionResult<Type> {
  if (!isKnown(pattern!)) return ok(dynamicType);
  const compiled = compile(patterns, asString(pattern!));
  return compiled.ok ? ok(matchType(compiled.value)) : argumentError(0, compiled.error);
}

function typeOfMatches(patterns: Patterns, args: readonly Value[]): FunctionResult<Type> {
  const type = typeOfMatch(patterns, args);
  return type.ok ? ok(listOf(type.value)) : type;
}

function regex(patterns: Patterns, [pattern, value]: readonly Value[]): FunctionResult {
  const compiled = compile(patterns, asString(pattern!));
  if (!compiled.ok) return argumentError(0, compiled.error);
  const whole = asString(value!);
  const match = compiled.value.find(whole, 0);
  if (match === undefined) return callError('pattern did not match any part of the given string');
  return ok(matchValue(compiled.value, match, whole));
}

function regexall(patterns: Patterns, [pattern, value]: readonly Value[]): FunctionResult {
  const compiled = compile(patterns, asString(pattern!));
  if (!compiled.ok) return argumentError(0, compiled.error);
  const whole = asString(value!);
  const matches = compiled.value.findAll(whole);
  return ok(
    list(
      matchType(compiled.value),
      matches.map((match) => matchValue(compiled.value, match, whole)),
    ),
  );
}

function regexReplace(patterns: Patterns, args: readonly Value[]): FunctionResult {
  const [value, pattern, template] = args;
  const compiled = patterns.compile(asString(pattern!));
  if (compiled.ok)
    return ok(string(compiled.value.replaceAll(asString(value!), asString(template!))));
  const { code, part } = compiled.error;
  return callError(`error parsing regexp: ${code}: \`${part}\``);
}

/** Functions over regular expressions. This module loads the engine, so load it only when needed. */
export function regexFunctions(): readonly FunctionSpec[] {
  const patterns = new Patterns();
  return [
    {
      name: 'regex',
      parameters: [text('pattern'), text('string')],
      returns: (args) => typeOfMatch(patterns, args),
      refine: neverNull,
      call: (args) => regex(patterns, args),
    },
    {
      name: 'regexall',
      parameters: [text('pattern'), text('string')],
      returns: (args) => typeOfMatches(patterns, args),
      refine: neverNull,
      call: (args) => regexall(patterns, args),
    },
    {
      name: 'regex_replace',
      parameters: [text('str'), text('pattern'), text('replace')],
      returns: stringType,
      refine: neverNull,
      call: (args) => regexReplace(patterns, args),
    },
  ];
}
