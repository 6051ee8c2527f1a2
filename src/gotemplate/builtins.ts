import { failed, ok, type Result } from '../base/index.ts';
import { equals, equalsAny, order } from './compare.ts';
import { escapeHtml, escapeJavaScript, escapeQuery } from './escape.ts';
import type { FunctionTable, TemplateFunction } from './function.ts';
import { printValue, sprint, sprintln } from './print.ts';
import { sprintf } from './printf.ts';
import { isTrue, shapeOf, type TemplateValue, typeName, utf8 } from './value.ts';

type Answer = Result<TemplateValue, string>;

function variadic(
  count: number,
  call: (...args: readonly TemplateValue[]) => Answer,
): TemplateFunction {
  return { parameters: Array(count).fill('any'), variadic: 'any', call };
}

function comparison(holds: (order: number) => boolean): TemplateFunction {
  return {
    parameters: ['any', 'any'],
    call: (a, b) => {
      const result = order(a, b);
      return result.ok ? ok(holds(result.value)) : result;
    },
  };
}

function escaping(encode: (text: string) => string): TemplateFunction {
  return variadic(0, (...args) => ok(encode(plainText(args))));
}

/** One string is taken as it is; everything else is printed first. */
function plainText(args: readonly TemplateValue[]): string {
  const [only] = args;
  if (args.length === 1 && typeof only === 'string') return only;
  return sprint(args.map((arg) => (arg === null || arg === undefined ? printValue(arg) : arg)));
}

/** A position from 0 to `length`, both included, as Go checks it. */
function position(index: TemplateValue, length: number): Result<number, string> {
  if (index === null || index === undefined) return failed('cannot index slice/array with nil');
  if (typeof index !== 'bigint') {
    return failed(`cannot index slice/array with type ${typeName(index)}`);
  }
  if (index < 0n || index > BigInt(length)) return failed(`index out of range: ${index}`);
  return ok(Number(index));
}

function indexOnce(item: TemplateValue, index: TemplateValue): Answer {
  const shape = shapeOf(item);
  switch (shape.kind) {
    case 'nil':
      return failed('index of nil pointer');
    case 'string':
      return elementOf(utf8(shape.value), index, 'string');
    case 'bytes':
    case 'slice':
      return elementOf(shape.value, index, 'slice');
    case 'map':
    case 'strings': {
      if (index === null || index === undefined) {
        return failed('value is nil; should be of type string');
      }
      if (typeof index !== 'string') {
        return failed(`value has type ${typeName(index)}; should be string`);
      }
      return ok(shape.entries.get(index) ?? (shape.kind === 'strings' ? '' : null));
    }
    default:
      return failed(`can't index item of type ${typeName(item)}`);
  }
}

function elementOf(
  items: Uint8Array | readonly TemplateValue[],
  index: TemplateValue,
  kind: string,
): Answer {
  const at = position(index, items.length);
  if (!at.ok) return at;
  if (at.value === items.length) return failed(`reflect: ${kind} index out of range`);
  const item = items[at.value];
  return ok(items instanceof Uint8Array && typeof item === 'number' ? BigInt(item) : item);
}

function index(item: TemplateValue, ...indexes: readonly TemplateValue[]): Answer {
  if (item === null || item === undefined) return failed('index of untyped nil');
  let current: TemplateValue = item;
  for (const next of indexes) {
    const found = indexOnce(current, next);
    if (!found.ok) return found;
    current = found.value;
  }
  return ok(current);
}

function slice(item: TemplateValue, ...indexes: readonly TemplateValue[]): Answer {
  if (item === null || item === undefined) return failed('slice of untyped nil');
  if (indexes.length > 3) return failed(`too many slice indexes: ${indexes.length}`);
  const shape = shapeOf(item);
  if (shape.kind === 'string' && indexes.length === 3) {
    return failed('cannot 3-index slice a string');
  }
  if (shape.kind !== 'string' && shape.kind !== 'slice' && shape.kind !== 'bytes') {
    return failed(`can't slice item of type ${typeName(item)}`);
  }
  const items = shape.kind === 'string' ? utf8(shape.value) : shape.value;
  const bounds: [number, number, number] = [0, items.length, items.length];
  for (const [place, value] of indexes.entries()) {
    const at = position(value, items.length);
    if (!at.ok) return at;
    bounds[place] = at.value;
  }
  const [from, to, capacity] = bounds;
  if (from > to) return failed(`invalid slice index: ${from} > ${to}`);
  if (to > capacity) return failed(`invalid slice index: ${to} > ${capacity}`);
  if (shape.kind === 'slice') return ok(shape.value.slice(from, to));
  const part =
    shape.kind === 'string' ? utf8(shape.value).slice(from, to) : shape.value.slice(from, to);
  return ok(shape.kind === 'string' ? new TextDecoder().decode(part) : part);
}

function length(item: TemplateValue): Answer {
  const shape = shapeOf(item);
  switch (shape.kind) {
    case 'string':
      return ok(BigInt(utf8(shape.value).length));
    case 'bytes':
    case 'slice':
      return ok(BigInt(shape.value.length));
    case 'map':
    case 'strings':
      return ok(BigInt(shape.entries.size));
    case 'nil':
      return failed('reflect: call of reflect.Value.Type on zero Value');
    default:
      return failed(`len of type ${typeName(item)}`);
  }
}

/** `call` needs a function value, which no template data has. */
const call = variadic(1, () => failed('call of nil'));

/** Go's own functions. `and` and `or` are here for their arity; the interpreter short-circuits them. */
export const builtins: FunctionTable = new Map<string, TemplateFunction>([
  ['and', variadic(1, (first) => ok(first))],
  ['or', variadic(1, (first) => ok(first))],
  ['call', call],
  ['eq', variadic(1, (...args) => equalsAny(args))],
  [
    'ne',
    {
      parameters: ['any', 'any'],
      call: (a, b) => {
        const same = equals(a, b);
        return same.ok ? ok(!same.value) : same;
      },
    },
  ],
  ['lt', comparison((sign) => sign < 0)],
  ['le', comparison((sign) => sign <= 0)],
  ['gt', comparison((sign) => sign > 0)],
  ['ge', comparison((sign) => sign >= 0)],
  ['html', escaping(escapeHtml)],
  ['index', variadic(1, index)],
  ['js', escaping(escapeJavaScript)],
  ['len', { parameters: ['any'], call: length }],
  ['not', { parameters: ['any'], call: (value) => ok(!isTrue(value)) }],
  ['print', variadic(0, (...args) => ok(sprint(args)))],
  [
    'printf',
    {
      parameters: ['string'],
      variadic: 'any',
      call: (format, ...args) => ok(sprintf(typeof format === 'string' ? format : '', args)),
    },
  ],
  ['println', variadic(0, (...args) => ok(sprintln(args)))],
  ['slice', variadic(1, slice)],
  ['urlquery', escaping(escapeQuery)],
]);
