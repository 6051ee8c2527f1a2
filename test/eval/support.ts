import { ok } from '../../src/base/index.ts';
import { evaluate, type FunctionSpec, type Scope } from '../../src/eval/index.ts';
import type { Diagnosed, Diagnostic, Range } from '../../src/source/index.ts';
import { parseExpression } from '../../src/syntax/index.ts';
import {
  asElements,
  asString,
  bool,
  dynamicType,
  dynamicUnknown,
  integer,
  list,
  map,
  mark,
  nullOf,
  number,
  numberType,
  object,
  set,
  string,
  stringType,
  tuple,
  unknown,
  type Value,
} from '../../src/values/index.ts';

/** A little of everything, for expressions to refer to. */
export const variables: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['s', string('hello')],
  ['n', number(5)],
  ['b', bool(true)],
  ['nul', nullOf(stringType)],
  ['l', list(stringType, ['a', 'b', 'c'].map(string))],
  ['ln', list(numberType, [1, 2, 3].map(number))],
  [
    'm',
    map(stringType, [
      ['x', string('1')],
      ['y', string('2')],
    ]),
  ],
  ['st', set(stringType, [string('b'), string('a')])],
  [
    'o',
    object([
      ['name', string('bob')],
      ['a', number(1)],
    ]),
  ],
  ['t', tuple([string('a'), number(1), bool(true)])],
  [
    'objs',
    tuple(
      ['p', 'q'].map((id) =>
        object([
          ['id', string(id)],
          ['tags', tuple([string(`${id}1`)])],
        ]),
      ),
    ),
  ],
  ['nl', nullOf({ kind: 'list', element: stringType })],
  ['unk', unknown(stringType)],
  ['ub', unknown({ kind: 'bool' })],
  ['un', unknown(numberType)],
  ['ul', unknown({ kind: 'list', element: stringType })],
  ['dyn', dynamicUnknown],
  ['secret', mark(string('hush'), 'sensitive')],
  ['sl', mark(list(stringType, [string('x')]), 'sensitive')],
  ['pin', mark(number(4), 'sensitive')],
]);

const pass: FunctionSpec = {
  name: 'pass',
  parameters: [{ name: 'value', type: dynamicType, allowNull: true, allowDynamic: true }],
  returns: ([value]) => ok(value?.type ?? dynamicType),
  call: ([value]) => ok(value ?? dynamicUnknown),
};

const text: FunctionSpec = {
  name: 'text',
  parameters: [{ name: 'str', type: stringType }],
  variadic: { name: 'more', type: stringType },
  returns: stringType,
  refine: { notNull: true },
  call: (args) => ok(string(args.map(asString).join(''))),
};

const count: FunctionSpec = {
  name: 'count',
  parameters: [{ name: 'items', type: { kind: 'list', element: dynamicType } }],
  returns: numberType,
  refine: { notNull: true },
  call: ([items]) => ok(items === undefined ? number(0) : integer(asElements(items).length)),
};

/** Functions that do next to nothing, so that the handling around them shows. */
export const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  [pass, text, count].map((spec) => [spec.name, spec]),
);

/** The variables and functions above. */
export const scope: Scope = { variables, functions };

/** Parses and evaluates. Mistakes of the parser come first. */
export function evaluateText(input: string, where: Scope = scope): Diagnosed<Value> {
  const parsed = parseExpression({ text: input, filename: 'test.hcl' });
  const { value, diagnostics } = evaluate(parsed.value, where);
  return { value, diagnostics: [...parsed.diagnostics, ...diagnostics] };
}

/** One line per diagnostic: `SUBJECT (in CONTEXT) SUMMARY: DETAIL`. */
export function told({ subject, context, summary, detail }: Diagnostic): string {
  const around = context === undefined ? '' : ` (in ${columns(context)})`;
  return `${columns(subject)}${around} ${summary}: ${detail}`;
}

function columns(range: Range | undefined): string {
  return range === undefined ? '?' : `${range.start.column}-${range.end.column}`;
}
