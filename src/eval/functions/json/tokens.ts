import { failed, ok, type Result } from '../../../base/index.ts';
import { invalidCharacter, type JsonScalar, readScalar } from './scalar.ts';

/** One step through a JSON text. `end` closes the innermost array or object. */
export type JsonToken =
  | { readonly kind: 'array' }
  | { readonly kind: 'object' }
  | { readonly kind: 'end' }
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'scalar'; readonly scalar: JsonScalar };

/** What may come next, and how a message names the place when something else comes. */
const contexts = {
  top: ' looking for beginning of value',
  'array-start': ' looking for beginning of value',
  'array-value': ' looking for beginning of value',
  'array-comma': ' after array element',
  'object-start': '',
  'object-key': ' looking for beginning of object key string',
  'object-colon': ' after object key',
  'object-value': ' looking for beginning of value',
  'object-comma': ' after object key:value pair',
} as const;
type State = keyof typeof contexts;

/** Steps through a JSON text as Go's token reader does, including the places where it is lenient. */
export class JsonTokens {
  readonly text: string;
  at = 0;
  state: State = 'top';
  readonly outer: State[] = [];
  constructor(text: string) {
    this.text = text;
  }

  get depth(): number {
    return this.outer.length;
  }

  skipSpace(): void {
    while (/^[ \t\r\n]$/.test(this.text[this.at] ?? '')) this.at++;
  }

  /** Is there more that is not a closing bracket? */
  more(): boolean {
    this.skipSpace();
    const next = this.text[this.at];
    return next !== undefined && next !== ']' && next !== '}';
  }

  next(): Result<JsonToken, string> {
    for (;;) {
      this.skipSpace();
      const next = this.text[this.at];
      if (next === undefined) return failed('EOF');
      if (next === ':' && this.state === 'object-colon') this.advance('object-value');
      else if (next === ',' && this.state === 'array-comma') this.advance('array-value');
      else if (next === ',' && this.state === 'object-comma') this.advance('object-key');
      else return this.token(next);
    }
  }

  token(next: string): Result<JsonToken, string> {
    const state = this.state;
    if (next === ']' || next === '}') {
      const fits =
        next === ']'
          ? state === 'array-start' || state === 'array-comma'
          : state === 'object-start' || state === 'object-comma';
      if (!fits) return this.misfit();
      this.at++;
      this.state = this.outer.pop()!;
      return ok({ kind: 'end' });
    }
    const wantsKey = state === 'object-start' || state === 'object-key';
    if (next === '"' && wantsKey) return this.key();
    const valueAllowed =
      state === 'top' ||
      state === 'array-start' ||
      state === 'array-value' ||
      state === 'object-value';
    if (!valueAllowed || next === ':' || next === ',') return this.misfit();
    if (next === '[' || next === '{') {
      this.outer.push(this.afterValue());
      this.advance(next === '[' ? 'array-start' : 'object-start');
      return ok(next === '[' ? { kind: 'array' } : { kind: 'object' });
    }
    const read = readScalar(this.text, this.at);
    if (!read.ok) return read;
    this.at = read.value.end;
    this.state = this.afterValue();
    return ok({ kind: 'scalar', scalar: read.value.scalar });
  }

  key(): Result<JsonToken, string> {
    const read = readScalar(this.text, this.at);
    if (!read.ok) return read;
    this.at = read.value.end;
    this.state = 'object-colon';
    const { scalar } = read.value;
    return ok({ kind: 'key', name: scalar.kind === 'string' ? scalar.value : '' });
  }

  afterValue(): State {
    if (this.state === 'top') return 'top';
    return this.state === 'object-value' ? 'object-comma' : 'array-comma';
  }

  advance(state: State): void {
    this.at++;
    this.state = state;
  }

  misfit(): Result<never, string> {
    return failed(invalidCharacter(this.text, this.at, contexts[this.state]));
  }
}
