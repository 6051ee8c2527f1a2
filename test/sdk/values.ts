import { type Value, BigFloat } from '../../src/values/index.ts';

export {
  bool,
  list,
  map,
  nullOf,
  number,
  numberType,
  object,
  string,
  stringType,
} from '../../src/values/index.ts';

/** A value with all its types on one line. */
export function toText({ type, content }: Value): string {
  const suffix = `:${type.kind}`;
  if (content === null) return `null${suffix}`;
  if (content instanceof BigFloat) return `${content.toText()}${suffix}`;
  if (Array.isArray(content)) return `[${content.map(toText).join(',')}]${suffix}`;
  if (content instanceof Map)
    return `{${[...content].map(([key, value]) => `${key}=${toText(value)}`).join(',')}}${suffix}`;
  return `${String(content)}${suffix}`;
}
