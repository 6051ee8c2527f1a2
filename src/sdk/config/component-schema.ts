import type { ComponentSchema, SchemaNode } from '../../components/index.ts';
import type { Type } from '../../values/index.ts';
import type { Option, OptionType } from './option.ts';

/** The type an option has in the template language. */
export function languageType(type: OptionType): Type {
  switch (type.kind) {
    case 'string':
    case 'duration':
      return { kind: 'string' };
    case 'bool':
    case 'tri-state':
      return { kind: 'bool' };
    case 'number':
    case 'dynamic':
      return { kind: type.kind };
    case 'list':
    case 'map':
      return { kind: type.kind, element: languageType(type.element.type) };
    case 'object': {
      const attributes = [...type.options].map(
        ([name, option]) => [name, languageType(option.type)] as const,
      );
      attributes.sort(([a], [b]) => (a < b ? -1 : 1));
      return { kind: 'object', attributes: new Map(attributes), optional: new Set() };
    }
  }
}

function nodeOf(name: string, option: Option): SchemaNode {
  const description = option.description === undefined ? {} : { description: option.description };
  const { type, required } = option;
  if (type.kind === 'object' && option.block)
    return {
      kind: 'block',
      typeName: name,
      nested: componentSchema(type.options),
      required,
      ...description,
    };
  if (type.kind === 'list' && type.element.block && type.element.type.kind === 'object')
    return {
      kind: 'block-list',
      typeName: name,
      nested: componentSchema(type.element.type.options),
      minItems: 0,
      maxItems: 0,
      ...description,
    };
  const sensitive = option.sensitive ? { sensitive: true } : {};
  return {
    kind: 'attribute',
    name,
    type: languageType(type),
    required,
    ...description,
    ...sensitive,
  };
}

/** The schema as plain data that the template language decodes a body with. */
export function componentSchema(options: ReadonlyMap<string, Option>): ComponentSchema {
  const fields = [...options].map(([name, option]) => [name, nodeOf(name, option)] as const);
  return { kind: 'object', fields: new Map(fields) };
}
