import {
  asBool,
  asElements,
  asEntries,
  asNumber,
  asString,
  isNull,
  type Value,
} from '../../../values/index.ts';
import { Page } from './layout.ts';
import { isSimpleKey, writePlain, writeText } from './write-scalar.ts';

/** Where a value stands: sequences directly under a mapping are not indented. */
type Place = 'root' | 'mapping' | 'sequence';

function writeSequence(page: Page, elements: readonly Value[], place: Place): void {
  const indentless = place === 'mapping' && !page.onlyIndentation;
  page.nested(false, indentless, () => {
    for (const element of elements) {
      page.startLine();
      page.mark('-', { spaced: true, indents: true });
      writeValue(page, element, 'sequence');
    }
  });
}

function writeMapping(page: Page, entries: ReadonlyMap<string, Value>): void {
  page.nested(false, false, () => {
    for (const [key, value] of entries) {
      page.startLine();
      const simple = isSimpleKey(key);
      if (!simple) page.mark('?', { spaced: true, indents: true });
      writeText(page, key, simple);
      if (!simple) page.startLine();
      page.mark(':', { spaced: !simple, indents: !simple });
      writeValue(page, value, 'mapping');
    }
  });
}

function writeValue(page: Page, value: Value, place: Place): void {
  if (isNull(value)) {
    writePlain(page, 'null');
    return;
  }
  switch (value.type.kind) {
    case 'string':
      writeText(page, asString(value), false);
      return;
    case 'number':
      writePlain(page, asNumber(value).toText());
      return;
    case 'bool':
      writePlain(page, String(asBool(value)));
      return;
    case 'list':
    case 'set':
    case 'tuple':
      if (asElements(value).length === 0) writePlain(page, '[]');
      else writeSequence(page, asElements(value), place);
      return;
    case 'map':
    case 'object':
      if (asEntries(value).size === 0) writePlain(page, '{}');
      else writeMapping(page, asEntries(value));
      return;
    case 'dynamic':
    case 'capsule':
      throw new Error(`a ${value.type.kind} has no YAML form`);
  }
}

/** Writes a wholly known value as one YAML document. */
export function encodeYaml(value: Value): string {
  const page = new Page();
  writeValue(page, value, 'root');
  page.startLine();
  const { kind } = value.type;
  const plain = isNull(value) || kind === 'number' || kind === 'bool';
  return plain ? `${page.text}...\n` : page.text;
}
