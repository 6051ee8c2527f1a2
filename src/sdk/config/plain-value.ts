import { fromData } from '../../components/index.ts';
import {
  bool,
  dynamicNull,
  list,
  map,
  nullOf,
  number,
  object,
  string,
  type Value,
} from '../../values/index.ts';
import { languageType } from './component-schema.ts';
import type { Option, OptionType } from './option.ts';

function entries(plain: object): readonly (readonly [string, unknown])[] {
  return Object.entries(plain);
}

/** A plain JavaScript value as a value of the language, of the type its option says. */
function plainToValue(plain: unknown, type: OptionType): Value {
  if (plain === undefined || plain === null) return nullOf(languageType(type));
  switch (type.kind) {
    case 'string':
    case 'duration':
      return string(String(plain));
    case 'bool':
    case 'tri-state':
      return bool(plain === true);
    case 'number':
      return number(typeof plain === 'bigint' ? plain : Number(plain));
    case 'list': {
      const items: readonly unknown[] = Array.isArray(plain) ? plain : [];
      const values = items.map((each) => plainToValue(each, type.element.type));
      return list(languageType(type.element.type), values);
    }
    case 'map': {
      const values = entries(plain).map(
        ([key, each]) => [key, plainToValue(each, type.element.type)] as const,
      );
      return map(languageType(type.element.type), values);
    }
    case 'object':
      return objectValue(plain, type.options);
    case 'dynamic':
      return typeof plain === 'string' || typeof plain === 'boolean' || typeof plain === 'number'
        ? fromData(plain)
        : dynamicNull;
  }
}

/** An object value with every option of a schema; what is absent is null. */
export function objectValue(plain: object, options: ReadonlyMap<string, Option>): Value {
  const given = new Map(entries(plain));
  return object(
    [...options].map(([name, { type }]) => [name, plainToValue(given.get(name), type)] as const),
  );
}
