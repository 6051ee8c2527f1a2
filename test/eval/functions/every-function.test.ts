import { describe, expect, test } from 'vitest';
import { type FunctionSpec, parameterAt } from '../../../src/eval/index.ts';
import {
  convert,
  hasMark,
  isKnown,
  mark,
  nullOf,
  type Type,
  unknown,
  Value,
} from '../../../src/values/index.ts';
import { type Sample, samples } from './samples.ts';
import { allFunctions, shown, worth } from './support.ts';
import { world } from './world.ts';

const functions = await allFunctions(world);

/** Functions that get their arguments unevaluated; control.test.ts has their rows. */
const control = ['can', 'convert', 'try'];

const rows = Object.entries(samples);

function specOf(name: string): FunctionSpec {
  const spec = functions.get(name);
  if (spec === undefined) throw new Error(`no function ${name}`);
  return spec;
}

/** The arguments of a sample as variables `a0`, `a1`, ... and the call with them. */
function call(name: string, sample: Sample, changed?: { index: number; value: Value }) {
  const variables = new Map<string, Value>();
  for (const [index, text] of sample.args.entries()) {
    const value = worth(text, functions);
    if (!(value instanceof Value)) throw new Error(value);
    variables.set(`a${index}`, changed?.index === index ? changed.value : value);
  }
  return { text: `${name}(${[...variables.keys()].join(', ')})`, variables };
}

/** The type an argument has: that of its parameter, or its own where the parameter takes anything. */
function typeAt(name: string, sample: Sample, index: number): Type {
  const parameter = parameterAt(specOf(name), index)!;
  const value = worth(sample.args[index]!, functions);
  if (!(value instanceof Value)) throw new Error(value);
  const converted = convert(value, parameter.type);
  return converted.ok ? converted.value.type : value.type;
}

const everyArgument = rows.flatMap(([name, sample]) =>
  sample.args.map((_, index) => ({ name, sample, index })),
);

test('there is a sample of each of the 103 functions', () => {
  const named = [...Object.keys(samples), ...control].sort();
  expect(named).toEqual([...functions.keys()].sort());
  expect(named).toHaveLength(103);
});

describe('normal', () => {
  test.each(rows)('%s', (name, sample) => {
    expect(shown(`${name}(${sample.args.join(', ')})`, functions)).toBe(sample.shown);
  });
});

describe('null', () => {
  test.each(everyArgument)('$name, argument $index', ({ name, sample, index }) => {
    const value = nullOf(typeAt(name, sample, index));
    const { text, variables } = call(name, sample, { index, value });
    const parameter = parameterAt(specOf(name), index)!;
    const refused = `! "${parameter.name}" argument must not be null`;
    expect(shown(text, functions, variables)).toBe(sample.nulls?.[index] ?? refused);
  });
});

describe('unknown', () => {
  test.each(everyArgument)('$name, argument $index', ({ name, sample, index }) => {
    const value = unknown(typeAt(name, sample, index));
    const { text, variables } = call(name, sample, { index, value });
    const expected = sample.unknowns?.[index];
    const result = worth(text, functions, variables);
    if (expected !== undefined) expect(shown(text, functions, variables)).toBe(expected);
    else expect(result instanceof Value ? isKnown(result) : result).toBe(false);
  });
});

describe('sensitive', () => {
  test.each(everyArgument)('$name, argument $index', ({ name, sample, index }) => {
    const plain = call(name, sample);
    const own = plain.variables.get(`a${index}`)!;
    const { text, variables } = call(name, sample, { index, value: mark(own, 'sensitive') });
    const result = worth(text, functions, variables);
    if (!(result instanceof Value)) throw new Error(result);
    expect(hasMark(result, 'sensitive')).toBe(true);
    expect(shown(text, functions, variables)).toBe(sample.shown);
  });
});
