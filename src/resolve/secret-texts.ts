import { isIterable, iterate, type Value } from '../values/index.ts';
import type { ResolvedLocal, ResolvedVariable } from './model.ts';

/** The texts that outputs must not show: every known text in a sensitive value (template-language 6.8). */
export function secretTexts(named: Iterable<ResolvedVariable | ResolvedLocal>): readonly string[] {
  const texts = new Set<string>();
  for (const { sensitive, value } of named)
    if (sensitive) for (const text of textsIn(value)) if (text !== '') texts.add(text);
  return [...texts];
}

function* textsIn(value: Value): Generator<string> {
  if (typeof value.content === 'string') yield value.content;
  else if (isIterable(value)) for (const part of iterate(value)) yield* textsIn(part.value);
}
