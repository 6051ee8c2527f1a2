import type { FunctionSpec, NameLookup } from '../eval/index.ts';
import { isIterable, iterate, mark, type Value } from '../values/index.ts';
import { watchEncodings } from './watched-encodings.ts';

/** What is secret in a template (template-language 6.8): declared values, and whole encodings of them. */
export class Sensitivity {
  readonly #texts = new Set<string>();
  readonly #note: ((encoded: string) => void) | undefined;

  /** `note` is told the encoded forms of secrets that expressions make; absent: they stay in clear. */
  constructor(note: ((encoded: string) => void) | undefined) {
    this.#note = note;
  }

  /** Every known text in a sensitive value, as it is. */
  get texts(): readonly string[] {
    return [...this.#texts];
  }

  /** The value of a variable or local as expressions see it. */
  declared(value: Value, { sensitive }: { readonly sensitive: boolean }): Value {
    if (!sensitive) return value;
    for (const text of textsIn(value)) if (text !== '') this.#texts.add(text);
    return mark(value, 'sensitive');
  }

  /** The functions, encoders of secrets watched. */
  watching(functions: NameLookup<FunctionSpec>): NameLookup<FunctionSpec> {
    const note = this.#note;
    if (note === undefined) return functions;
    return watchEncodings(functions, (encoded) => {
      if (!this.#contains(encoded)) note(encoded);
    });
  }

  /** True of a text that shows a secret as it is: masking that part leaves the rest readable. */
  #contains(encoded: string): boolean {
    for (const text of this.#texts) if (encoded.includes(text)) return true;
    return false;
  }
}

function* textsIn(value: Value): Generator<string> {
  if (typeof value.content === 'string') yield value.content;
  else if (isIterable(value)) for (const part of iterate(value)) yield* textsIn(part.value);
}
