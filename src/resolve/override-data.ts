import type { Data, DataMap } from '../components/index.ts';
import { asEntries, BigFloat, isKnown, Unknown, type Value } from '../values/index.ts';

/** What plugins recognise as "not known yet". */
const unknownMarker = '74D93920-ED26-11E3-AC10-0800200C9A66';

/** The entries of an `override` as plain data: nulls dropped, unknown values marked (plugin-protocol 6.3). */
export function overrideData(value: Value): DataMap {
  const data = new Map<string, Data>();
  for (const [name, each] of asEntries(value))
    if (!isKnown(each) || each.content !== null) data.set(name, plainData(each));
  return data;
}

function plainData(value: Value): Data {
  const { content } = value;
  if (content === null || typeof content === 'string' || typeof content === 'boolean')
    return content;
  if (content instanceof Unknown) return unknownMarker;
  if (content instanceof BigFloat) return content.toInt() ?? content.toFloat64();
  if (content instanceof Map) return overrideData(value);
  return Array.isArray(content) ? content.map(plainData) : null;
}
