import type { Data, DataMap } from '../../../components/index.ts';
import { ProtocolError } from '../../protocol.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { fromBase64, toBase64 } from './bytes.ts';

// Plain data as JSON (docs/protocol.md, "Plain data"). What JSON has no words for is an object with
// one member whose name starts with a dollar sign; a map that has such a member itself is `$map`.

/** Plain data as JSON. */
export function dataToJson(data: Data): Json {
  if (data === null || typeof data === 'boolean' || typeof data === 'string') return data;
  if (typeof data === 'bigint') {
    const number = Number(data);
    return Number.isSafeInteger(number) ? number : { $int: data.toString() };
  }
  if (typeof data === 'number') {
    const plain = Number.isFinite(data) && !Number.isInteger(data);
    return plain ? data : { $float: Object.is(data, -0) ? '-0' : String(data) };
  }
  if (data instanceof Uint8Array) return { $bytes: toBase64(data) };
  if (data instanceof Date) return { $time: data.toISOString() };
  if (isMap(data)) return mapToJson(data);
  return data.map(dataToJson);
}

/** A map as a JSON object. */
export function mapToJson(map: DataMap): JsonObject {
  const entries = [...map].map(([name, data]) => [name, dataToJson(data)] as const);
  // Number-like names would lose their place in a JavaScript object.
  const plain = entries.every(([name]) => !name.startsWith('$') && !/^\d+$/.test(name));
  return plain ? Object.fromEntries(entries) : { $map: entries };
}

/** Plain data from JSON. */
export function dataFromJson(json: Json, where: string): Data {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (!isJsonObject(json)) return json.map((each) => dataFromJson(each, where));
  const [name = '', ...others] = Object.keys(json);
  if (!name.startsWith('$') || others.length > 0) return plainMap(json, where);
  return special(name, json[name] ?? null, where);
}

/** A map from JSON; absent counts as empty. */
export function mapFromJson(json: Json | undefined, where: string): DataMap {
  const data = json === undefined ? new Map() : dataFromJson(json, where);
  if (isMap(data)) return data;
  throw new ProtocolError(`${where}: an object was expected`);
}

function isMap(data: Data): data is DataMap {
  return data instanceof Map;
}

function plainMap(json: JsonObject, where: string): DataMap {
  return new Map(
    Object.entries(json).map(([name, member]) => [name, dataFromJson(member ?? null, where)]),
  );
}

function special(name: string, json: Json, where: string): Data {
  const wrong = () =>
    new ProtocolError(`${where}: ${JSON.stringify({ [name]: json })} means nothing`);
  if (name === '$map' && Array.isArray(json)) {
    return new Map(
      json.map((entry) => {
        if (!Array.isArray(entry) || typeof entry[0] !== 'string') throw wrong();
        return [entry[0], dataFromJson(entry[1] ?? null, where)];
      }),
    );
  }
  if (typeof json !== 'string') throw wrong();
  if (name === '$int' && /^-?\d{1,1000}$/.test(json)) return BigInt(json);
  if (name === '$float') return Number(json);
  if (name === '$bytes' && /^[A-Za-z0-9+/]*={0,2}$/.test(json)) return fromBase64(json);
  if (name === '$time' && !Number.isNaN(Date.parse(json))) return new Date(json);
  throw wrong();
}
