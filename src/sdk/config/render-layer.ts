import { messageOf } from '../../base/index.ts';
import type { Data, DataMap } from '../../components/index.ts';
import type { Interpolation } from '../interpolation/interpolation.ts';

/** Every text in the data, keys of maps included. */
function* textsIn(data: Data): Generator<string> {
  if (typeof data === 'string') yield data;
  else if (Array.isArray(data)) for (const each of data) yield* textsIn(each);
  else if (data instanceof Map)
    for (const [key, value] of data) {
      yield key;
      yield* textsIn(value);
    }
}

function mapTexts(data: Data, change: (text: string) => string): Data {
  if (typeof data === 'string') return change(data);
  if (Array.isArray(data)) return data.map((each: Data) => mapTexts(each, change));
  if (data instanceof Map)
    return new Map([...data].map(([key, value]) => [change(key), mapTexts(value, change)]));
  return data;
}

/** Throws for the first text that is no template, option by option. */
export function checkTemplates(layer: DataMap, { syntaxError }: Interpolation): void {
  for (const [key, value] of layer)
    for (const text of textsIn(value)) {
      const problem = syntaxError(text);
      if (problem !== undefined) throw new Error(`invalid '${key}': ${problem} in:\n\n${text}`);
    }
}

/** Renders every text once, except in the options the component renders itself. */
export function renderLayer(
  layer: DataMap,
  excluded: ReadonlySet<string>,
  { renderOnce }: Interpolation,
): DataMap {
  const rendered = [...layer].map(([key, value]) => {
    if (excluded.has(key)) return [key, value] as const;
    const change = (text: string): string => {
      try {
        return renderOnce(text);
      } catch (error) {
        throw new Error(`render '${key}': ${messageOf(error)} in:\n\n${text}`, { cause: error });
      }
    };
    return [key, mapTexts(value, change)] as const;
  });
  return new Map(rendered);
}
