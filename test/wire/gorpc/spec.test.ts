import { describe, expect, it } from 'vitest';
import type { ComponentSchema, SchemaNode } from '../../../src/components/index.ts';
import {
  BigFloat,
  bool,
  boolType,
  list,
  listOf,
  map,
  mapOf,
  nullOf,
  number,
  numberType,
  object,
  objectOf,
  set,
  setOf,
  string,
  stringType,
  tuple,
  tupleOf,
} from '../../../src/values/index.ts';
import { exitRecord, readExitRecord } from '../../../src/wire/gorpc/exit-record.ts';
import { readGob } from '../../../src/wire/gorpc/gob/index.ts';
import { readBigFloat, writeBigFloat } from '../../../src/wire/gorpc/spec/big-float.ts';
import {
  schemaFromGob,
  schemaFromProtobuf,
  schemaToGob,
  schemaToProtobuf,
  valueFromGob,
  valueToGob,
} from '../../../src/wire/gorpc/spec/index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const ascii = (text: string) => Buffer.from(text).toString('hex');
const sized = (text: string) => Buffer.from([text.length]).toString('hex') + ascii(text);

const object1 = (fields: Record<string, SchemaNode>): ComponentSchema => ({
  kind: 'object',
  fields: new Map(Object.entries(fields)),
});
const name: SchemaNode = { kind: 'attribute', name: 'name', type: stringType, required: true };

/** The annotated example of plugin-protocol A.6: type ids and order are those of a real process. */
const annotated = [
  `1a ff97 04 01 01 ${sized('ObjectSpec')} 01 ff98 00 01 0c 01 10 00 00`,
  `50 ff98 00 01 ${sized('name')} ${sized('*hcldec.AttrSpec')}`,
  `ff99 03 01 01 ${sized('AttrSpec')} 01 ff9a 00 01 03`,
  `01 ${sized('Name')} 01 0c 00 01 ${sized('Type')} 01 ff80 00 01 ${sized('Required')} 01 02 00 00 00`,
  `0f 7f 05 01 01 ${sized('Type')} 01 ff80 00 00 00`,
  `ff97 ff9a ff93 01 ${sized('name')} 01 ff87`,
  `2a ff81 03 01 01 ${sized('gobType')} 01 ff82 00 01 02 01 ${sized('Version')} 01 04 00 01 ${sized('Impl')} 01 10 00 00 00`,
  `53 ff82 02 ${sized('github.com/zclconf/go-cty/cty.primitiveType')}`,
  `ff83 03 01 01 ${sized('primitiveType')} 01 ff84 00 01 01 01 ${sized('Kind')} 01 06 00 00 00`,
  '07 ff84 03 01 53 00 00 01 01 00',
].join('');

describe('specs in gob', () => {
  it('reads a value that definitions interrupt', () => {
    expect(schemaFromGob(bytes(annotated))).toEqual(object1({ name }));
  });

  const everything = object1({
    attrs: {
      kind: 'block-attributes',
      typeName: 'attrs',
      elementType: stringType,
      required: false,
    },
    block: { kind: 'block', typeName: 'block', nested: object1({ name }), required: true },
    blocks: {
      kind: 'block-list',
      typeName: 'blocks',
      nested: object1({ on: { kind: 'attribute', name: 'on', type: boolType, required: false } }),
      minItems: 1,
      maxItems: 300,
    },
    by_label: {
      kind: 'block-map',
      typeName: 'by_label',
      labelNames: ['a', 'b'],
      nested: { kind: 'block-label', index: 1, name: 'b' },
    },
    either: {
      kind: 'default',
      primary: name,
      fallback: { kind: 'literal', value: string('nobody') },
    },
    nested: {
      kind: 'attribute',
      name: 'nested',
      required: false,
      type: objectOf({
        list: listOf(listOf(numberType)),
        map: mapOf(boolType),
        set: setOf(stringType),
        tuple: tupleOf([stringType, numberType]),
      }),
    },
    objects: {
      kind: 'block-object',
      typeName: 'objects',
      labelNames: ['id'],
      nested: object1({}),
    },
    pair: { kind: 'tuple', elements: [name, { kind: 'literal', value: number(3) }] },
    set: {
      kind: 'block-set',
      typeName: 'set',
      nested: object1({ name }),
      minItems: 0,
      maxItems: 0,
    },
  });

  it('brings every kind through', () => {
    expect(schemaFromGob(schemaToGob(everything))).toEqual(everything);
  });

  it.each([0, 1, 2, 50, 100, 250])('refuses its first %i bytes alone', (length) => {
    expect(() => schemaFromGob(bytes(annotated).subarray(0, length))).toThrow();
  });
});

describe('specs in protobuf', () => {
  const known = `0a24 0a22 0a04${ascii('name')} 121a 1218 0a04${ascii('name')} 120e 0a0c 0a0a${ascii('cty.String')} 1801`;

  it('writes and reads the example', () => {
    expect(hex(schemaToProtobuf(object1({ name })))).toBe(known.replaceAll(' ', ''));
    expect(schemaFromProtobuf(bytes(known))).toEqual(object1({ name }));
  });

  it('brings blocks, lists and maps through', () => {
    const schema = object1({
      block: { kind: 'block', typeName: 'block', nested: object1({ name }), required: false },
      blocks: {
        kind: 'block-list',
        typeName: 'blocks',
        nested: object1({}),
        minItems: 0,
        maxItems: 0,
      },
      lists: {
        kind: 'attribute',
        name: 'lists',
        type: listOf(listOf(stringType)),
        required: false,
      },
      map: { kind: 'attribute', name: 'map', type: mapOf(boolType), required: false },
    });
    expect(schemaFromProtobuf(schemaToProtobuf(schema))).toEqual(schema);
  });

  it('says what it cannot express', () => {
    const schema = object1({
      set: { kind: 'attribute', name: 'set', type: setOf(stringType), required: false },
    });
    expect(() => schemaToProtobuf(schema)).toThrow('unsupported type: set');
  });
});

describe('data-source values in gob', () => {
  it.each([
    ['text', string('hi')],
    ['empty text', string('')],
    ['false', bool(false)],
    ['null', nullOf(stringType)],
    ['a whole number', number(-300)],
    ['one third', number(BigFloat.parse('0.333333333333333333333333333333333333')!)],
    ['a list', list(stringType, [string('a'), nullOf(stringType), string('')])],
    ['a set', set(numberType, [number(2), number(1)])],
    ['a map', map(boolType, [['x', bool(true)]])],
    ['a tuple', tuple([string('a'), number(1)])],
    [
      'an object',
      object([
        ['a', nullOf(listOf(stringType))],
        ['b', list(stringType, [])],
      ]),
    ],
  ])('bring %s through', (_, value) => {
    const back = valueFromGob(valueToGob(value));
    expect(back.type).toEqual(value.type);
    expect(back).toEqual(value);
  });
});

describe('numbers of any precision', () => {
  it.each([
    ['1', '010a00000040000000018000000000000000', number(1), 64],
    ['1.5', '010a0000003500000001c000000000000000', number(1.5), 53],
    ['-300', '010b00000040000000099600000000000000', number(-300), 64],
    ['0', '010800000040', number(0), 64],
  ])('%s', (text, form, _, precision) => {
    const read = readBigFloat(bytes(form));
    expect(read?.toText()).toBe(text);
    expect(read?.precision).toBe(precision);
    expect(hex(writeBigFloat(read!))).toBe(form);
  });
});

describe('the record that ends a command', () => {
  const prefix = `2cff81030101 0f${ascii('CommandFinished')}01ff8200010101 0a${ascii('ExitStatus')}0104000000`;
  it.each([
    [0, '03ff8200'],
    [1, '05ff82010200'],
    [3, '05ff82010600'],
    [127, '06ff8201fffe00'],
    [255, '07ff8201fe01fe00'],
    [-1, '05ff82010100'],
    [2300218, '08ff8201fd46327400'],
  ])('says %i', async (status, message) => {
    const record = bytes(prefix + message);
    expect(hex(exitRecord(status))).toBe(hex(record));
    async function* twoBytesAtATime() {
      for (let at = 0; at < record.length; at += 2) yield record.subarray(at, at + 2);
    }
    expect(await readExitRecord(twoBytesAtATime())).toBe(status);
  });

  it('is 123 when it got lost', async () => {
    async function* nothing() {}
    expect(await readExitRecord(nothing())).toBe(123);
  });
});

describe('hostile gob', () => {
  it('ends with an error, whatever the bytes', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed;
    };
    const base = bytes(annotated);
    let refused = 0;
    for (let round = 0; round < 3000; round += 1) {
      const mutated = base.slice();
      for (let times = random() % 4; times >= 0; times -= 1)
        mutated[random() % mutated.length] = random() & 0xff;
      try {
        readGob(mutated);
      } catch (error) {
        refused += 1;
        expect(error).toBeInstanceOf(Error);
        expect(error).not.toBeInstanceOf(RangeError);
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});
