import { failed, ok, type Result } from '../../../base/index.ts';
import {
  asEntries,
  convert,
  dynamicUnknown,
  isNull,
  object,
  quote,
  string,
  stringType,
  tuple,
  typeName,
  type Value,
} from '../../../values/index.ts';
import type { Mark } from './cursor.ts';
import { mergeKey, resolveScalar, standardTagPrefix } from './resolve.ts';
import { Scanner } from './scanner.ts';
import type { ScalarStyle, Token } from './tokens.ts';

/** Deeper texts are refused instead of exhausting the stack. */
const deepest = 2000;

/** Anchor and tag before a node. */
interface Properties {
  readonly anchor: string;
  readonly tag: string;
  readonly start: Mark;
}

interface Scalar {
  readonly text: string;
  readonly style: ScalarStyle;
}

const emptyScalar: Scalar = { text: '', style: 'plain' };

/** Problems of the grammar count lines from 0, and the first line is not named at all. */
function positioned(message: string, mark: Mark, shift = 0): string {
  if (mark.line === 0) return message;
  const column = shift === 0 ? mark.column + 1 : 1;
  return `on line ${mark.line + shift}, column ${column}: ${message}`;
}

/** Reads one document into a value. After a problem every method returns undefined. */
class DocumentReader {
  readonly scanner: Scanner;
  problem: string | undefined;
  depth = 0;
  tagPrefixes = new Map<string, string>();
  readonly anchors = new Map<string, Value>();
  readonly open = new Map<string, number>();

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  fail(message: string, mark: Mark): undefined {
    this.problem ??= positioned(message, mark);
    return undefined;
  }

  /** The next token; reports what the scanner could not read. */
  peek(): Token {
    const token = this.scanner.peek();
    if (token.kind === 'problem')
      this.problem ??= positioned(this.scanner.cursor.problem!.message, token.start, 1);
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.scanner.skip();
    return token;
  }

  is(...kinds: readonly Token['kind'][]): boolean {
    return kinds.includes(this.peek().kind);
  }

  document(): Value | undefined {
    this.next();
    const first = this.peek();
    if (this.problem !== undefined) return undefined;
    if (first.kind === 'stream-end') return this.fail('missing start of document', first.start);
    const value = this.content();
    if (value === undefined || this.problem !== undefined) return undefined;
    return this.rest() ? value : undefined;
  }

  content(): Value | undefined {
    if (!this.is('version', 'tag-directive', 'document-start')) {
      this.directives();
      return this.node(true, false);
    }
    if (!this.documentStart()) return undefined;
    const end = this.peek();
    if (this.is('version', 'tag-directive', 'document-start', 'document-end', 'stream-end'))
      return this.scalar(emptyScalar, { anchor: '', tag: '', start: end.start });
    return this.node(true, false);
  }

  documentStart(): boolean {
    this.directives();
    const token = this.peek();
    if (this.problem === undefined && token.kind !== 'document-start')
      this.fail('did not find expected <document start>', token.start);
    if (this.problem !== undefined) return false;
    this.scanner.skip();
    return true;
  }

  /** Nothing but the end may follow the document. */
  rest(): boolean {
    while (this.is('document-end')) this.scanner.skip();
    const token = this.peek();
    if (this.problem !== undefined) return false;
    if (token.kind === 'stream-end') return true;
    this.tagPrefixes = new Map();
    if (this.documentStart()) this.fail('unexpected extra content after value', token.start);
    return false;
  }

  directives(): void {
    let version = false;
    for (let token = this.peek(); ; token = this.peek()) {
      if (token.kind === 'version') {
        if (version) this.fail('found duplicate %YAML directive', token.start);
        else if (token.major !== 1 || token.minor !== 1)
          this.fail('found incompatible YAML document', token.start);
        version = true;
      } else if (token.kind === 'tag-directive') {
        if (this.tagPrefixes.has(token.handle))
          this.fail('found duplicate %TAG directive', token.start);
        this.tagPrefixes.set(token.handle, token.prefix);
      } else break;
      if (this.problem !== undefined) return;
      this.scanner.skip();
    }
    if (!this.tagPrefixes.has('!')) this.tagPrefixes.set('!', '!');
    if (!this.tagPrefixes.has('!!')) this.tagPrefixes.set('!!', standardTagPrefix);
  }

  properties(): Properties | undefined {
    const { start } = this.peek();
    let anchor = '';
    let tag: Extract<Token, { kind: 'tag' }> | undefined;
    for (let token = this.peek(); ; token = this.peek()) {
      if (token.kind === 'anchor' && anchor === '') anchor = token.name;
      else if (token.kind === 'tag' && tag === undefined) tag = token;
      else break;
      this.scanner.skip();
    }
    if (tag === undefined) return { anchor, tag: '', start };
    if (tag.handle === '') return { anchor, tag: tag.suffix, start };
    const prefix = this.tagPrefixes.get(tag.handle) ?? '';
    if (prefix + tag.suffix === '' || !this.tagPrefixes.has(tag.handle))
      return this.fail('found undefined tag handle', tag.start);
    return { anchor, tag: prefix + tag.suffix, start };
  }

  /** Any value. In `block` context collections may be written with indentation. */
  node(block: boolean, indentless: boolean): Value | undefined {
    const alias = this.peek();
    if (alias.kind === 'alias') {
      this.scanner.skip();
      return this.alias(alias.name, alias.start);
    }
    const properties = this.properties();
    if (properties === undefined) return undefined;
    if (++this.depth > deepest) return this.fail('exceeded the nesting limit', properties.start);
    const value = this.nodeAfter(properties, block, indentless);
    this.depth--;
    return value;
  }

  nodeAfter(properties: Properties, block: boolean, indentless: boolean): Value | undefined {
    const token = this.peek();
    if (this.problem !== undefined) return undefined;
    switch (token.kind) {
      case 'scalar':
        this.scanner.skip();
        return this.scalar(token, properties);
      case 'flow-sequence-start':
        return this.sequence(properties, () => this.flowSequence());
      case 'flow-mapping-start':
        return this.mapping(properties, (add) => this.flowMapping(add));
      case 'block-sequence-start':
        if (block) return this.sequence(properties, () => this.blockSequence());
        break;
      case 'block-mapping-start':
        if (block) return this.mapping(properties, (add) => this.blockMapping(add));
        break;
      case 'block-entry':
        if (indentless) return this.sequence(properties, () => this.indentlessSequence());
        break;
    }
    if (properties.anchor !== '' || properties.tag !== '')
      return this.scalar(emptyScalar, properties);
    return this.fail('did not find expected node content', token.start);
  }

  alias(name: string, mark: Mark): Value | undefined {
    if ((this.open.get(name) ?? 0) > 0)
      return this.fail(
        `cannot refer to anchor ${quote(name)} from inside its own definition`,
        mark,
      );
    const value = this.anchors.get(name);
    return value ?? this.fail(`reference to undefined anchor ${quote(name)}`, mark);
  }

  /** Remembers what an anchor names, once that is complete. */
  anchored(properties: Properties, read: () => Value | undefined): Value | undefined {
    const { anchor } = properties;
    if (anchor === '') return read();
    this.open.set(anchor, (this.open.get(anchor) ?? 0) + 1);
    const value = read();
    this.open.set(anchor, (this.open.get(anchor) ?? 1) - 1);
    if (value !== undefined) this.anchors.set(anchor, value);
    return value;
  }

  scalar(scalar: Scalar, properties: Properties): Value | undefined {
    return this.anchored(properties, () => {
      const resolved = resolveScalar(scalar.text, properties.tag, scalar.style);
      if (!resolved.ok) return this.fail(resolved.error, properties.start);
      const value = resolved.value === mergeKey ? string('<<') : resolved.value;
      // As observed: an untagged block is resolved like plain text and then becomes a string.
      return scalar.style === 'block' && properties.tag === '' ? asText(value) : value;
    });
  }

  sequence(properties: Properties, read: () => Value[] | undefined): Value | undefined {
    const { tag } = properties;
    if (tag !== '' && tag !== `${standardTagPrefix}seq`)
      return this.fail(`can't interpret sequence as ${tag}`, properties.start);
    return this.anchored(properties, () => {
      const elements = read();
      return elements === undefined || this.problem !== undefined ? undefined : tuple(elements);
    });
  }

  mapping(properties: Properties, read: (add: AddEntry) => void): Value | undefined {
    const { tag } = properties;
    if (tag !== '' && tag !== `${standardTagPrefix}map`)
      return this.fail(`can't interpret mapping as ${tag}`, properties.start);
    return this.anchored(properties, () => {
      const entries = new Map<string, Value>();
      read((key, value) => this.addEntry(entries, key, value));
      return this.problem === undefined ? object(entries) : undefined;
    });
  }

  addEntry(
    entries: Map<string, Value>,
    readKey: () => Key | undefined,
    readValue: ReadValue,
  ): void {
    const key = readKey();
    if (key === undefined || this.problem !== undefined) return;
    const value = readValue();
    if (value === undefined || this.problem !== undefined) return;
    if (key.name !== mergeKey) entries.set(key.name, value);
    else if (value.type.kind !== 'object')
      this.fail(`cannot merge ${typeName(value.type)} into mapping`, key.mark);
    else for (const [name, each] of asEntries(value)) entries.set(name, each);
  }

  key(block: boolean): Key | undefined {
    const alias = this.peek();
    const only = 'only strings are allowed as mapping keys';
    if (alias.kind === 'alias') return this.fail(only, alias.start);
    const properties = this.properties();
    if (properties === undefined) return undefined;
    const token = this.peek();
    if (this.problem !== undefined) return undefined;
    if (token.kind === 'scalar') {
      this.scanner.skip();
      return this.keyOf(token, properties);
    }
    const flow = token.kind === 'flow-sequence-start' || token.kind === 'flow-mapping-start';
    const collection =
      token.kind === 'block-sequence-start' ||
      token.kind === 'block-mapping-start' ||
      token.kind === 'block-entry';
    if (flow || (block && collection)) return this.fail(only, properties.start);
    if (properties.anchor !== '' || properties.tag !== '')
      return this.keyOf(emptyScalar, properties);
    return this.fail('did not find expected node content', token.start);
  }

  keyOf(scalar: Scalar, properties: Properties): Key | undefined {
    const resolved = resolveScalar(scalar.text, properties.tag, scalar.style);
    if (!resolved.ok) {
      this.problem ??= resolved.error;
      return undefined;
    }
    if (resolved.value === mergeKey) return { name: mergeKey, mark: properties.start };
    const text = asText(resolved.value);
    if (isNull(text)) return this.fail('mapping key cannot be null', properties.start);
    return { name: String(text.content), mark: properties.start };
  }

  emptyKey(mark: Mark): Key | undefined {
    return this.keyOf(emptyScalar, { anchor: '', tag: '', start: mark });
  }

  /** The value after a key: nothing if one of `ends` comes first. */
  valueUnless(block: boolean, ...ends: readonly Token['kind'][]): Value | undefined {
    const nothing = { anchor: '', tag: '', start: this.peek().start };
    if (!this.is('value')) return this.scalar(emptyScalar, nothing);
    this.scanner.skip();
    return this.is(...ends) ? this.scalar(emptyScalar, nothing) : this.node(block, block);
  }

  blockSequence(): Value[] | undefined {
    this.scanner.skip();
    const elements: Value[] = [];
    while (this.is('block-entry'))
      if (!this.entry(elements, 'block-entry', 'block-end')) return undefined;
    const end = this.next();
    if (end.kind === 'block-end') return elements;
    return this.fail("did not find expected '-' indicator", end.start);
  }

  indentlessSequence(): Value[] | undefined {
    const elements: Value[] = [];
    while (this.is('block-entry'))
      if (!this.entry(elements, 'block-entry', 'key', 'value', 'block-end')) return undefined;
    return elements;
  }

  entry(elements: Value[], ...ends: readonly Token['kind'][]): boolean {
    const { end } = this.next();
    const element = this.is(...ends)
      ? this.scalar(emptyScalar, { anchor: '', tag: '', start: end })
      : this.node(true, false);
    if (element === undefined || this.problem !== undefined) return false;
    elements.push(element);
    return true;
  }

  blockMapping(add: AddEntry): void {
    this.scanner.skip();
    while (this.problem === undefined && this.is('key')) {
      const { end } = this.next();
      add(
        () => (this.is('key', 'value', 'block-end') ? this.emptyKey(end) : this.key(true)),
        () => this.valueUnless(true, 'key', 'value', 'block-end'),
      );
    }
    if (this.problem !== undefined) return;
    const end = this.next();
    if (end.kind !== 'block-end') this.fail('did not find expected key', end.start);
  }

  /** Moves to the next element of a flow collection; false at its end. */
  flowElement(end: Token['kind'], first: boolean, bracket: string): boolean {
    if (!first && !this.is(end)) {
      const token = this.peek();
      if (token.kind === 'flow-entry') this.scanner.skip();
      else this.fail(`did not find expected ',' or '${bracket}'`, token.start);
    }
    if (this.is('problem') || this.problem !== undefined) return false;
    if (!this.is(end)) return true;
    this.scanner.skip();
    return false;
  }

  flowMapping(add: AddEntry): void {
    this.scanner.skip();
    const ends = ['flow-entry', 'flow-mapping-end'] as const;
    for (let first = true; this.flowElement('flow-mapping-end', first, '}'); first = false) {
      if (!this.is('key')) {
        add(
          () => this.key(false),
          () => this.scalar(emptyScalar, { anchor: '', tag: '', start: this.peek().start }),
        );
        continue;
      }
      this.scanner.skip();
      add(
        () => (this.is('value', ...ends) ? this.emptyKey(this.peek().start) : this.key(false)),
        () => this.valueUnless(false, ...ends),
      );
    }
  }

  flowSequence(): Value[] | undefined {
    this.scanner.skip();
    const elements: Value[] = [];
    for (let first = true; this.flowElement('flow-sequence-end', first, ']'); first = false) {
      const element = this.is('key') ? this.singlePair() : this.node(false, false);
      if (element === undefined) return undefined;
      elements.push(element);
    }
    return elements;
  }

  /** `[a: 1]`: a mapping of one entry without braces. */
  singlePair(): Value | undefined {
    const { start } = this.next();
    const ends = ['flow-entry', 'flow-sequence-end'] as const;
    return this.mapping({ anchor: '', tag: '', start }, (add) =>
      add(
        () => (this.is('value', ...ends) ? this.emptyKey(this.next().end) : this.key(false)),
        () => this.valueUnless(false, ...ends),
      ),
    );
  }
}

interface Key {
  readonly name: string | typeof mergeKey;
  readonly mark: Mark;
}
type ReadValue = () => Value | undefined;
type AddEntry = (key: () => Key | undefined, value: ReadValue) => void;

function asText(value: Value): Value {
  const text = convert(value, stringType);
  return text.ok ? text.value : value;
}

/** Characters that no document may contain. */
const controls = /[^\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Reads exactly one YAML document; the error is the message the language shows. */
export function decodeYaml(text: string): Result<Value, string> {
  if (controls.test(text)) return failed('control characters are not allowed');
  const reader = new DocumentReader(text === '' ? '\n' : text.replace(/^\ufeff/, ''));
  const value = reader.document();
  if (reader.problem !== undefined) return failed(reader.problem);
  if (value === undefined) return failed('invalid YAML syntax');
  // As observed: a document that is just null gives a value nothing is known about.
  return ok(value.type.kind === 'dynamic' ? dynamicUnknown : value);
}
