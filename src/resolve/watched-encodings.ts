import { callFunction, type FunctionSpec, type NameLookup, type Parameter } from '../eval/index.ts';
import { dynamicType, hasMark } from '../values/index.ts';

/** Functions whose result is another spelling, or a fingerprint, of the whole text they get. */
const encoders = new Set([
  'base64encode',
  'base64gzip',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'textencodebase64',
  'urlencode',
]);

/** Shorter results could be words that have nothing to do with the secret. */
const shortest = 8;

/** The functions, with those that encode telling what they make of sensitive texts. */
export function watchEncodings(
  functions: NameLookup<FunctionSpec>,
  note: (encoded: string) => void,
): NameLookup<FunctionSpec> {
  return {
    keys: () => functions.keys(),
    get: (name) => {
      const spec = functions.get(name);
      return spec !== undefined && encoders.has(name) ? watched(spec, note) : spec;
    },
  };
}

/** The same function, called with everything as it comes, marks included. */
function watched(spec: FunctionSpec, note: (encoded: string) => void): FunctionSpec {
  return {
    name: spec.name,
    parameters: spec.parameters.map(taking),
    ...(spec.variadic === undefined ? {} : { variadic: taking(spec.variadic) }),
    returns: dynamicType,
    call: (args) => {
      const result = callFunction(spec, args);
      if (!result.ok || !hasMark(result.value, 'sensitive')) return result;
      const { content } = result.value;
      if (typeof content === 'string' && content.length >= shortest) note(content);
      return result;
    },
  };
}

function taking({ name, type }: Parameter): Parameter {
  const all = { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true };
  return { name, type, ...all };
}
